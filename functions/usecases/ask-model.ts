import type { OutboxEntry } from '../domain/conversation.ts';
import { afterDoubt } from '../domain/model.ts';
import { type Knowledge, readAnswer } from '../domain/model-answer.ts';
import { applies } from '../domain/rules/applies.ts';
import { localTime } from '../domain/rules/local-time.ts';
import type { Rule } from '../domain/rules/rule.ts';
import type { RuleSet } from '../domain/rules/rule-set.ts';
import { typedMessage } from '../domain/rules/typed-message.ts';
import type { AnswerModel } from '../ports/answer-model.ts';
import type { ModelBudget } from '../ports/model-budget.ts';
import type { DeliverDeps, Job, JobEnd } from './deliver-outbox.ts';
import { typingShown } from './show-typing.ts';

/** What asking the language model needs. */
export interface AskModelDeps {
  model: AnswerModel;
  modelBudget: ModelBudget;
  rulesOf(account: string): Promise<RuleSet>;
}

type AskJob = Job<Extract<OutboxEntry, { kind: 'ask' }>>;

/**
 * Ask the model once; its answer takes the question's place in the outbox. Whatever it does not know, and whatever goes wrong, is
 * handed off; an agent who took over meanwhile answers alone.
 */
export async function askModel(deps: DeliverDeps, job: AskJob): Promise<JobEnd> {
  const { outgoing, entry, now } = job;
  if (outgoing.state.mode !== 'bot') return { end: 'done' };
  const ruleSet = await deps.rulesOf(outgoing.account);
  const isLate = entry.sendingAt !== undefined || now >= entry.expiresAt;
  if (isLate) return handedOff(job, ruleSet);
  const entries = outgoing.entries.map((other) => (other === entry ? { ...entry, sendingAt: now } : other));
  const from = await deps.outboxes.change(outgoing, { entries });
  // Somebody changed the conversation first: look at it again.
  if (from === undefined) return { end: 'busy' };
  const answer = await answerOf(deps, job, ruleSet);
  if (answer === undefined) return { ...handedOff(job, ruleSet), from };
  const { id, createdAt, expiresAt } = entry;
  const reply = { kind: 'text', content: answer } as const;
  return { end: 'done', from, by: { id, createdAt, kind: 'send', reply, expiresAt, byModel: true } };
}

/** Undefined = it does not know, it may not be asked, or it cannot be reached. */
async function answerOf(deps: DeliverDeps, job: AskJob, ruleSet: RuleSet): Promise<string | undefined> {
  const { outgoing, entry, now } = job;
  const { robot, timeZone } = ruleSet.settings;
  const knowledge = knowledgeFor(ruleSet, outgoing, entry.question.text, now);
  const isNothing = knowledge.faq.length + knowledge.documents.length === 0;
  if (robot === undefined || isNothing) return undefined;
  try {
    const { date } = localTime(now, timeZone);
    if (!(await deps.modelBudget.take(outgoing.account, date, robot.dailyQuestions, now))) {
      deps.logger.warn('robot.budget-spent', { account: outgoing.account, limit: robot.dailyQuestions });
      return undefined;
    }
    const [words] = await Promise.all([deps.model.answer(entry.question.text, knowledge), typingShown(deps, job)]);
    return readAnswer(words, knowledge);
  } catch (error) {
    const fault = error instanceof Error ? error.name : 'unknown';
    deps.logger.error('robot.failed', { account: outgoing.account, error: fault });
    return undefined;
  }
}

/** The likest FAQ items that this user could be answered with, and the documents of the settings. */
function knowledgeFor(
  ruleSet: RuleSet,
  { account, openId }: { account: string; openId: string },
  text: string,
  now: number,
): Knowledge {
  const message = { ...typedMessage(account, text, now), openId };
  const circumstances = { settings: ruleSet.settings, mode: 'bot', rests: [], sources: [] } as const;
  const hits = (ruleSet.likeness?.(message).hits ?? []).filter(({ rule }) => applies(rule, message, circumstances));
  return {
    faq: hits.flatMap(({ rule, question }) => {
      const answer = answerIn(rule);
      return answer === '' ? [] : [{ question, answer }];
    }),
    documents: ruleSet.settings.robot?.documents ?? [],
  };
}

const answerIn = ({ replies }: Rule): string =>
  replies.flatMap((reply) => (reply.kind === 'text' ? reply.content : [])).join('\n');

function handedOff({ entry, now }: AskJob, ruleSet: RuleSet): Extract<JobEnd, { end: 'done' }> {
  const rule = entry.rule === undefined ? undefined : ruleSet.rule(entry.rule);
  const { entries, waits } = afterDoubt(entry, rule, ruleSet.settings, now);
  return { end: 'done', by: entries, ...(waits && { waits }) };
}
