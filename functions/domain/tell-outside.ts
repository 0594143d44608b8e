import { isTransferable, type Message } from '../wechat/messages/index.ts';
import type { Decision } from './decision.ts';
import { questionOf, tellWebhooks } from './draft.ts';
import { keyMark } from './mark.ts';
import type { Situation } from './situation.ts';
import { familyOf, type WebhookEvent } from './webhook.ts';

/** Have outside desks told of a message, a hand-off or a session, as far as the settings turn it on. */
export function tellOutside(draft: Decision, message: Message, { ruleSet, before }: Situation): void {
  const { webhooks = [] } = ruleSet.settings;
  // A draft that still needs the agents is no decision yet; who left takes the outbox along.
  if (webhooks.length === 0 || draft.needsAgents || draft.dropsOutbox) return;
  const events = eventsOf(draft, message, before.state.mode).filter(({ type }) => webhooks.includes(familyOf(type)));
  if (events.length > 0) tellWebhooks(draft, message, events);
}

function eventsOf(draft: Decision, message: Message, modeBefore: string): WebhookEvent[] {
  const events: WebhookEvent[] = [];
  const add = (type: string, data: Record<string, unknown>) =>
    events.push({
      id: `${keyMark(message.messageKey)}.${events.length}`,
      type,
      at: message.createdAt,
      data: { account: message.account, openId: message.openId, ...data },
    });
  if (isTransferable(message)) {
    const answeredBy = draft.rule === undefined ? {} : { rule: draft.rule.id };
    add('message.received', { kind: message.kind, text: questionOf(message).text, mode: draft.mode, ...answeredBy });
  }
  if (message.kind === 'kf-create-session') add('session.created', { kfAccount: message.kfAccount });
  else if (message.kind === 'kf-switch-session') add('session.switched', { kfAccount: message.toKfAccount });
  else if (message.kind === 'kf-close-session') add('session.closed', {});
  else if (draft.state?.mode === 'waiting') add('hand-off.asked', { text: draft.question?.text ?? '' });
  else if (draft.state?.mode === 'bot' && modeBefore === 'waiting') add('hand-off.ended', {});
  return events;
}
