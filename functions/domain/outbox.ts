import type { OutboxEntry } from './conversation.ts';
import type { ModeState } from './mode.ts';
import type { TriggerWindow } from './window.ts';

/** What one user may be sent, and what waits to be sent to them. */
export interface Outgoing {
  account: string;
  openId: string;
  state: ModeState;
  windows: TriggerWindow[];
  entries: OutboxEntry[];
  /** A human still owes them an answer, and they wait no more. */
  isOwed?: true;
}

/** A send that takes longer has died with its worker: nobody knows whether it arrived. */
export const SENDING_SECONDS = 60;

/** What is to be done next for a user. */
export type Step =
  | { do: 'execute'; entry: OutboxEntry }
  /** Its worker died in the middle of the call. */
  | { do: 'give-up'; entry: OutboxEntry; why: 'unknown' }
  /** It is too late for it, or an agent speaks now. */
  | { do: 'give-up'; entry: OutboxEntry; why: 'expired' | 'human-serves' };

/** The next step for a user, or none while everything waits. Entries of one message keep their order. */
export function nextStep({ entries, state }: Outgoing, now: number): Step | undefined {
  const blocked = new Set<string>();
  for (const entry of entries) {
    const message = messageOf(entry);
    if (blocked.has(message)) continue;
    const why = endOf(entry, state, now);
    if (why !== undefined) return { do: 'give-up', entry, why };
    if (isFree(entry, now) && (entry.retryAt ?? 0) <= now) return { do: 'execute', entry };
    blocked.add(message);
  }
  return undefined;
}

/** A question to the model may be looked at again after its worker died: it is handed off then. */
const isFree = ({ sendingAt, kind }: OutboxEntry, now: number): boolean =>
  sendingAt === undefined || (kind === 'ask' && now - sendingAt >= SENDING_SECONDS);

function endOf(entry: OutboxEntry, state: ModeState, now: number): 'unknown' | 'expired' | 'human-serves' | undefined {
  // A question is handed off, however late it is.
  if (entry.kind === 'ask') return undefined;
  if (entry.sendingAt !== undefined) return now - entry.sendingAt >= SENDING_SECONDS ? 'unknown' : undefined;
  // A ticket keeps a question, however late it is.
  if (entry.kind === 'ticket' || entry.kind === 'ticket-message' || entry.kind === 'webhook') return undefined;
  if (now >= entry.expiresAt) return 'expired';
  return entry.kind === 'send' && isOvertaken(entry, state) ? 'human-serves' : undefined;
}

/** An agent took over after the message: what the bot had still to say would only confuse. */
const isOvertaken = ({ createdAt }: OutboxEntry, { mode, at }: ModeState): boolean =>
  mode === 'human' && at >= createdAt;

/** The message that an entry belongs to: ids are the mark of its key and a position. */
const messageOf = ({ id }: OutboxEntry): string => id.slice(0, id.lastIndexOf('.'));

/** Whether this is the first thing said to a message, and was not tried before. */
export const isFirstTry = ({ id, attempts }: OutboxEntry): boolean => attempts === undefined && id.endsWith('.0');

/** When a worker has to look at these entries again; undefined when nothing is left. */
export function dueAt(entries: readonly OutboxEntry[]): number | undefined {
  if (entries.length === 0) return undefined;
  return Math.min(...entries.map(entryDueAt));
}

const entryDueAt = ({ sendingAt, retryAt, createdAt }: OutboxEntry): number =>
  sendingAt === undefined ? (retryAt ?? createdAt) : sendingAt + SENDING_SECONDS;

/** First pause before a retry, and the longest. */
const FIRST_RETRY_SECONDS = 5;
const LAST_RETRY_SECONDS = 600;
/** WeChat counts calls per minute. */
const FREQUENCY_SECONDS = 60;

/** Why a try did not reach the user: something that passes by itself, or too many calls in this minute. */
export interface Setback {
  why: 'busy' | 'too-often';
  /** For people, in case it is never sent. */
  fault: string;
}

/** The entry as it waits for its next try. */
export function retried<Entry extends OutboxEntry>(entry: Entry, now: number, { why, fault }: Setback): Entry {
  const { sendingAt: _, ...rest } = entry;
  const attempts = (entry.attempts ?? 0) + 1;
  const pause = Math.min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** (attempts - 1));
  return { ...rest, attempts, fault, retryAt: now + (why === 'too-often' ? FREQUENCY_SECONDS : pause) } as Entry;
}
