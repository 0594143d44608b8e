import { NOTICES } from '../domain/rules/settings.ts';
import type { ConversationChange } from '../domain/statistics/conversation-changes.ts';
import { type EndedService, LEAST_MESSAGES, serviceEnded, surveyEntry } from '../domain/survey.ts';
import type { ChatRecordApi } from '../ports/chat-record-api.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { PublishedRules } from '../ports/published-rules.ts';
import type { SurveyDesk } from '../ports/survey-desk.ts';
import { listChatRecords } from './list-chat-records.ts';

export interface AskSatisfactionDeps {
  records: ChatRecordApi;
  published: PublishedRules;
  surveys: SurveyDesk;
  logger: Logger;
  clock: Clock;
}

/** Whose service ended longer ago has gone on to something else. */
const FRESH_SECONDS = 600;

/** Ask the users whose service has just ended, if the agent wrote enough. It never fails: it is only a question. */
export async function askSatisfaction(
  deps: AskSatisfactionDeps,
  changes: readonly ConversationChange[],
): Promise<void> {
  for (const change of changes) {
    const service = serviceEnded(change);
    if (service === undefined) continue;
    const { account } = service;
    try {
      if (await ask(deps, service)) deps.logger.info('survey.asked', { account });
    } catch (error) {
      deps.logger.warn('survey.failed', { account, error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}

async function ask(deps: AskSatisfactionDeps, service: EndedService): Promise<boolean> {
  const now = Math.floor(deps.clock() / 1000);
  if (now - service.to > FRESH_SECONDS) return false;
  const settings = (await deps.published.current(service.account))?.settings;
  // Snapshots of earlier releases do not have this notice.
  const head = settings?.notices.satisfaction ?? NOTICES.satisfaction;
  if (!settings?.rights.customSend || head === false) return false;
  if ((await messagesOf(deps, service)) < LEAST_MESSAGES) return false;
  return deps.surveys.ask(service, surveyEntry(service, head, now), now);
}

async function messagesOf({ records }: AskSatisfactionDeps, service: EndedService): Promise<number> {
  let messages = 0;
  for await (const { openId, direction } of listChatRecords(records, service.account, service.from, service.to)) {
    if (openId === service.openId && direction === 'from-agent') messages++;
  }
  return messages;
}
