import type { OnlineList } from './agents.ts';
import { isFresh } from './agents.ts';
import { askable, type Replay, seatsWanted, take } from './booking.ts';
import type { Conversation, OutboxEntry, Question } from './conversation.ts';
import { customerLines } from './customer-card.ts';
import type { HandOff } from './decision.ts';
import { nameMark } from './mark.ts';
import type { Settings } from './rules/settings.ts';

/** What has been done about one wait; each once, but for `assigned`. */
export type WaitingStep = 'announced' | 'placed' | 'late' | 'ended';

/** A user who waits, as far as it matters to who looks after them. */
export interface Waiting {
  openId: string;
  /** Epoch seconds since when. */
  waitingAt: number;
  conversation: Conversation;
  handOff: HandOff;
  done: readonly WaitingStep[];
  /** When a session with an agent was last asked for. */
  assignedAt?: number;
}

/** What is to be done for a waiting user now. */
export interface WaitingPlan {
  done: WaitingStep[];
  entries: OutboxEntry[];
  assignedAt?: number;
  /** Nobody came in time: the rules answer again. */
  ends?: true;
}

/** @see 发送客服消息: nobody is told their place before that. */
const PLACE_AFTER_SECONDS = 60;
const LATE_AFTER_SECONDS = 120;
/** A notice that comes later would only confuse. */
const NOTICE_SECONDS = 120;
/** An agent is looked for again so long after WeChat was last asked. */
const ASSIGN_EVERY_SECONDS = 120;

/** All that a plan depends on. */
export interface WaitingSituation {
  settings: Settings;
  /** Epoch seconds. */
  now: number;
  /** Users before this one. */
  place: number;
  /** Agents who were just seen, with what is given away already. Absent for mini programs and without a fresh list. */
  replayed?: Replay;
}

/** What to do for a waiting user now: nothing is done twice for one wait. */
export function planFor(user: Waiting, situation: WaitingSituation): WaitingPlan {
  const plan: WaitingPlan = { done: [], entries: [] };
  const waited = situation.now - user.waitingAt;
  const first = (step: WaitingStep) => !user.done.includes(step) && plan.done.push(step) > 0;
  if (waited >= situation.settings.waitingMinutes * 60) {
    if (first('ended')) end(plan, user, situation);
    return plan;
  }
  first('announced');
  if (waited >= PLACE_AFTER_SECONDS && first('placed')) tellPlace(plan, user, situation);
  if (waited >= LATE_AFTER_SECONDS) first('late');
  assign(plan, user, situation, waited);
  return plan;
}

function end(plan: WaitingPlan, user: Waiting, { settings, now }: WaitingSituation): void {
  const { waitedTooLong } = settings.notices;
  const card = customerLines(user.conversation).join('\n');
  plan.ends = true;
  plan.entries.push({
    ...entryOf(user, 'end', now),
    kind: 'ticket',
    question: user.conversation.question ?? NO_QUESTION(user),
    reason: 'waited-out',
    ...(card !== '' && { card }),
    ...(waitedTooLong && { notice: waitedTooLong }),
  });
}

/** A user who asked for a human by an event and wrote nothing. */
const NO_QUESTION = ({ openId, waitingAt }: Waiting): Question => ({
  text: '',
  messageKey: `${openId}.${waitingAt}`,
  askedAt: waitingAt,
});

function tellPlace(plan: WaitingPlan, user: Waiting, { settings, now, place }: WaitingSituation): void {
  const { queuePlace } = settings.notices;
  if (queuePlace === false || !settings.rights.customSend) return;
  const content = queuePlace.replaceAll('{place}', String(place));
  plan.entries.push({ ...entryOf(user, 'place', now), kind: 'send', reply: { kind: 'text', content } });
}

/** An agent of the user's group who has become free, or of the group it overflows to by now. */
function assign(plan: WaitingPlan, user: Waiting, { settings, now, replayed }: WaitingSituation, waited: number): void {
  const { handOff, conversation, assignedAt = user.waitingAt } = user;
  const target = targetOf(handOff);
  const wanted = seatsWanted(target, settings);
  if (replayed === undefined || wanted.length === 0) return;
  if (now - assignedAt < ASSIGN_EVERY_SECONDS && !overflowsNow(user, settings, now)) return;
  const previous = conversation.servedBy;
  const booking = {
    key: user.openId,
    at: now,
    ...target,
    ...(previous !== undefined && { previous }),
  };
  const { kfAccount: free } = take(replayed.seats, booking, settings, waited);
  const asked = free === undefined ? askable(replayed.seats, wanted) : [free];
  if (asked.length === 0) return;
  plan.assignedAt = now;
  plan.entries.push({ ...entryOf(user, `seat-${now}`, now), kind: 'create-session', kfAccounts: asked });
}

/** An overflow begins between two runs: it is not kept waiting for the next try. */
const overflowsNow = ({ handOff, waitingAt, assignedAt = waitingAt }: Waiting, { overflow }: Settings, now: number) =>
  (overflow?.[handOff.group ?? ''] ?? []).some(
    ({ afterSeconds }) => afterSeconds > assignedAt - waitingAt && afterSeconds <= now - waitingAt,
  );

/** What the hand-off asked for: with a group or a skill, the seat is only whom it found. */
function targetOf({ kfAccount, group, skill }: HandOff): Omit<HandOff, 'reason'> {
  if (group === undefined && skill === undefined) return { ...(kfAccount !== undefined && { kfAccount }) };
  return { ...(group !== undefined && { group }), ...(skill !== undefined && { skill }) };
}

const entryOf = ({ openId, waitingAt }: Waiting, step: string, now: number) => ({
  id: `${nameMark(`${openId}.${waitingAt}`)}w-${step}.0`,
  createdAt: now,
  expiresAt: now + NOTICE_SECONDS,
});

/** How many wait before a user: by WeChat's queue where it knows them, else by who asked first here. */
export function placeOf(
  openId: string,
  waiting: readonly { openId: string }[],
  list: OnlineList | undefined,
  now: number,
) {
  const queue = list && isFresh(list, now) ? (list.queue?.openIds ?? []) : [];
  const place = queue.indexOf(openId);
  return place >= 0
    ? place
    : Math.max(
        0,
        waiting.findIndex((user) => user.openId === openId),
      );
}
