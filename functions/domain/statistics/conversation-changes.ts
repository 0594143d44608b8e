import type { ModeState } from '../mode.ts';
import { type Counters, count, named } from './counters.ts';
import { countDuration } from './durations.ts';
import { countedIn, type HourCounters } from './log-lines.ts';

/** What a write to a conversation says, with what stood there before. */
export interface ConversationChange {
  account: string;
  openId: string;
  /** When it was written, epoch seconds. */
  at: number;
  before: ConversationView;
  after: ConversationView;
}

/** The parts of a conversation that are counted. */
export interface ConversationView {
  /** Mark of the newest message. */
  newest?: string;
  state?: ModeState;
  source?: string;
  /** When each kind of act last opened a window for sends: the channel that a message came by. */
  opened?: Readonly<Record<string, number>>;
  /** The page of a mini program shown last, with the mark of its message. */
  product?: { name: string; key: string };
  /** How they found the agent's service, with the mark of the message that said so. */
  rating?: { stars: number; kfAccount: string; key: string };
  /** When the time was over in which an answer to somebody who asked for a human was possible. */
  missedAt?: number;
  /** What nobody answered, when a hand-off kept it. */
  unanswered?: { text: string; at: number; key: string };
}

/** Count messages by source, arrivals, hand-offs, waiting and sessions. */
export function countChanges(changes: readonly ConversationChange[]): HourCounters[] {
  const hours = new Map<string, HourCounters>();
  for (const change of changes) {
    const counters: Counters = {};
    countChange(counters, change);
    if (Object.keys(counters).length === 0) continue;
    const known = countedIn(hours, change.account, change.at);
    for (const [name, times] of Object.entries(counters)) count(known.counters, name, times);
  }
  return [...hours.values()];
}

function countChange(counters: Counters, { before, after }: ConversationChange): void {
  const { source } = after;
  if (source !== undefined) {
    if (after.newest !== before.newest) count(counters, named('source', source));
    if (source !== before.source) count(counters, named('arrival', source));
  }
  if (source !== undefined && isFirstMessage(before, after)) count(counters, named('talked-from', source));
  for (const [channel, at] of Object.entries(after.opened ?? {})) {
    if (at !== before.opened?.[channel]) count(counters, named('channel', channel));
  }
  if (after.product && after.product.key !== before.product?.key) count(counters, named('product', after.product.name));
  if (after.missedAt !== undefined && after.missedAt !== before.missedAt) count(counters, 'windows-missed');
  const { rating } = after;
  if (rating !== undefined && rating.key !== before.rating?.key) countRating(counters, rating);
  const [from, to] = [before.state, after.state];
  if (to !== undefined && (from === undefined || isOther(from, to))) countStep(counters, from, to, source);
}

/** Acts that bring a user, with or without a word. */
const ARRIVALS = ['follow', 'scan', 'enter-mini-program'] as const;

/** The first thing a user writes after they came the last time: a conversation begins. */
function isFirstMessage({ opened: before = {} }: ConversationView, { opened: after = {} }: ConversationView): boolean {
  if (after.message === undefined || after.message === before.message) return false;
  const arrivedAt = Math.max(0, ...ARRIVALS.map((act) => after[act] ?? 0));
  return before.message === undefined || before.message < arrivedAt;
}

function countRating(counters: Counters, { stars, kfAccount }: { stars: number; kfAccount: string }): void {
  count(counters, named('agent-ratings', kfAccount || UNKNOWN_AGENT));
  count(counters, named('agent-stars', kfAccount || UNKNOWN_AGENT), stars);
  count(counters, named('rated', stars));
}

const isOther = (from: ModeState, to: ModeState): boolean =>
  from.at !== to.at || from.mode !== to.mode || from.kfAccount !== to.kfAccount;

function countStep(counters: Counters, from: ModeState | undefined, to: ModeState, source: string | undefined): void {
  if (to.mode === 'waiting' && from?.mode !== 'waiting') {
    count(counters, 'hand-offs');
    if (source !== undefined) count(counters, named('hand-off-from', source));
  }
  if (from?.mode === 'waiting' && to.mode === 'human') countDuration(counters, 'waited', to.at - from.at);
  if (from?.mode === 'waiting' && to.mode === 'bot') count(counters, 'gave-up');
  if (to.mode === 'human') count(counters, named('agent-sessions', to.kfAccount ?? UNKNOWN_AGENT));
  if (to.mode === 'human' && from?.mode !== 'human') count(counters, 'sessions');
  if (from?.mode === 'human' && from.at > 0 && to.at >= from.at) endOfService(counters, from, to);
}

function endOfService(counters: Counters, from: ModeState, to: ModeState): void {
  count(counters, named('agent-seconds', from.kfAccount ?? UNKNOWN_AGENT), to.at - from.at);
  if (to.mode !== 'human') countDuration(counters, 'session', to.at - from.at);
}

/** Sessions and records that name no agent are counted all the same. */
export const UNKNOWN_AGENT = '(unknown)';

/** A question nobody answered, as it is kept to be read by people. */
export interface UnansweredText {
  account: string;
  /** Whoever is forgotten takes their questions along. */
  openId: string;
  text: string;
  /** Epoch seconds. */
  at: number;
  /** Unlike that of any other message. */
  key: string;
}

/** Texts that came with a hand-off because no rule answered them. */
export function unansweredIn(changes: readonly ConversationChange[]): UnansweredText[] {
  return changes.flatMap(({ account, openId, before, after }) => {
    const { unanswered } = after;
    const isNew = unanswered !== undefined && unanswered.key !== before.unanswered?.key;
    return isNew && !unanswered.text.startsWith('[') ? [{ account, openId, ...unanswered }] : [];
  });
}
