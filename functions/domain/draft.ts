import { isTransferable, type Message } from '../wechat/messages/index.ts';
import { canBeCustomSent, canBePassive, type Reply } from '../wechat/replies/index.ts';
import { OUTBOX_LIMIT, type OutboxEntry, type Question, type SendableReply } from './conversation.ts';
import { customerLines } from './customer-card.ts';
import type { Decision } from './decision.ts';
import { keyMark } from './mark.ts';
import { QUOTAS } from './rules/settings.ts';
import type { Case } from './situation.ts';
import type { WebhookEvent } from './webhook.ts';
import { triggerOf } from './window.ts';

/** A bot's send that is later than this would only confuse. */
const SEND_WITHIN_SECONDS = 120;

/** Nothing happens: the start of every decision. */
export const draftOf = ({ mode, ruleSet }: Case): Decision => ({
  mode,
  rests: [],
  outbox: [],
  answered: { number: ruleSet.number },
});

/**
 * Say something to the user: the first in the response if it can be, the rest by custom sends, in this order. False
 * when nothing of it can reach them.
 */
export function say(draft: Decision, situation: Case, words: readonly SendableReply[]): boolean {
  const { ruleSet, accountKind } = situation;
  const [first, ...others] = words;
  if (first === undefined) return true;
  if (isPassive(first, situation)) {
    draft.reply = first as Reply;
    for (const word of others) send(draft, situation, word);
    return true;
  }
  const sendable = ruleSet.settings.rights.customSend && words.some(({ kind }) => canBeCustomSent(kind, accountKind));
  if (sendable) {
    for (const word of words) send(draft, situation, word);
    return true;
  }
  const word = words.find((candidate) => isPassive(candidate, situation));
  if (word !== undefined) draft.reply = word as Reply;
  return word !== undefined;
}

/** Media that is still a name or an address is uploaded first, which the response cannot wait for. */
const isPassive = (word: SendableReply, { accountKind }: Case): boolean =>
  canBePassive(word.kind, accountKind) && !('media' in word) && !(isMedia(word) && 'url' in word);

const isMedia = ({ kind }: SendableReply): boolean => kind === 'image' || kind === 'voice' || kind === 'video';

/** Put a custom send into the outbox, if such an account may send it. */
export function send(draft: Decision, situation: Case, reply: SendableReply): void {
  const { message, ruleSet, accountKind } = situation;
  if (!ruleSet.settings.rights.customSend || !canBeCustomSent(reply.kind, accountKind)) return;
  const trigger = triggerOf(message);
  const { quotas } = ruleSet.settings;
  const seconds = trigger === undefined ? SEND_WITHIN_SECONDS : (quotas[trigger] ?? QUOTAS[trigger]).seconds;
  add(draft, message, {
    kind: 'send',
    reply,
    ...(trigger === undefined ? {} : { trigger }),
    expiresAt: message.createdAt + Math.min(seconds, SEND_WITHIN_SECONDS),
  });
}

/** Have `kfsession/create` called for the first of these who is online. */
export function createSession(draft: Decision, { message }: Case, kfAccounts: string[]): void {
  add(draft, message, { kind: 'create-session', kfAccounts, expiresAt: message.createdAt + SEND_WITHIN_SECONDS });
}

/** Have a ticket opened. */
export function openTicket(
  draft: Decision,
  { message, before }: Case,
  ticket: Omit<Extract<OutboxEntry, { kind: 'ticket' }>, 'id' | 'createdAt' | 'kind' | 'expiresAt'>,
): void {
  const card = customerLines(before).join('\n');
  add(draft, message, {
    kind: 'ticket',
    ...ticket,
    ...(card !== '' && { card }),
    expiresAt: message.createdAt + SEND_WITHIN_SECONDS,
  });
}

/** Have what the user wrote added to their open ticket. */
export function addToTicket(draft: Decision, { message }: Case, question: Question, isAnswered: boolean): void {
  const expiresAt = message.createdAt + SEND_WITHIN_SECONDS;
  add(draft, message, { kind: 'ticket-message', question, isAnswered, expiresAt });
}

/** Have the language model asked. @param rule that answers otherwise */
export function askModel(draft: Decision, { message }: Case, rule: string | undefined): void {
  const expiresAt = message.createdAt + SEND_WITHIN_SECONDS;
  add(draft, message, { kind: 'ask', question: questionOf(message), ...(rule !== undefined && { rule }), expiresAt });
}

/** Have outside systems told. */
export const tellWebhooks = (draft: Decision, message: Message, events: WebhookEvent[]): void =>
  add(draft, message, { kind: 'webhook', events });

type WithoutOrigin<Entry> = Entry extends OutboxEntry ? Omit<Entry, 'id' | 'createdAt'> : never;

function add(draft: Decision, message: Message, entry: WithoutOrigin<OutboxEntry>): void {
  const position = draft.outbox.length;
  if (position >= OUTBOX_LIMIT) return;
  draft.outbox.push({ id: `${keyMark(message.messageKey)}.${position}`, createdAt: message.createdAt, ...entry });
}

/** A message as the question of a ticket. */
export function questionOf(message: Message): Question {
  const { messageKey, createdAt } = message;
  return { text: wordsOf(message), messageKey, askedAt: createdAt };
}

/** What a message says, in words: a text, a recognized voice, or the kind in brackets; of an event nothing. */
export function wordsOf(message: Message): string {
  if (message.kind === 'text') return message.content;
  if (message.kind === 'voice' && message.recognition) return message.recognition;
  return isTransferable(message) ? `[${message.kind}]` : '';
}
