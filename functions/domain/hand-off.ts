import { isTransferable, type Message } from '../wechat/messages/index.ts';
import { type Booking, isFresh, type OnlineAgent } from './agents.ts';
import type { Allocation, Seat } from './allocation.ts';
import { askable, replay, seatsWanted, type Team, take } from './booking.ts';
import type { SendableReply, TicketReason } from './conversation.ts';
import type { Decision, HandOff } from './decision.ts';
import { createSession, openTicket, questionOf, say, send } from './draft.ts';
import { keyMark, pickBy } from './mark.ts';
import { isResting, restOf } from './rest.ts';
import { isOpen } from './rules/opening.ts';
import type { RuleReply } from './rules/rule.ts';
import type { Settings } from './rules/settings.ts';
import type { Case } from './situation.ts';
import { withoutNumber } from './ticket-settings.ts';

/** Whom to hand off to: one kf account, a group or a skill of the settings, or anybody. */
export interface HandOffTarget {
  kfAccount?: string;
  group?: string;
  skill?: string;
}

/** Said outside the hours unless the settings say something else. */
export const OFF_HOURS: RuleReply = {
  kind: 'text',
  content: '现在是非工作时间，您的消息已留给人工客服，上班后会尽快回复您。',
};
const NOTICE_REST_MINUTES = 360;
/** WeChat ends a session by itself after this. */
const SESSION_SECONDS = 30 * 60;

/**
 * Hand the user to a human.
 *
 * @param words what the rule says besides; it takes the place of the notice
 * @param byDefault no rule asked for it, so the message itself is the question
 */
export function handOff(
  draft: Decision,
  situation: Case,
  target: HandOffTarget,
  words: readonly SendableReply[],
  byDefault = false,
): void {
  const { settings } = situation.ruleSet;
  if (!settings.rights.kf) {
    say(draft, situation, words.length > 0 ? words : [{ kind: 'text', content: settings.notices.noHumans }]);
    return;
  }
  const needs = situation.answered === undefined ? agentsNeeded(situation, target) : undefined;
  if (needs !== undefined) {
    draft.needsAgents = needs;
    return;
  }
  if (isTransferable(situation.message)) transfer(draft, situation, target, words, byDefault);
  else askToType(draft, situation, target, words);
}

/** Named accounts and groups are booked, and it is looked up whether anybody is there at all where that is to be said. */
function agentsNeeded(situation: Case, target: HandOffTarget): Decision['needsAgents'] {
  const { agents, ruleSet, accountKind, message } = situation;
  const { settings } = ruleSet;
  if (agents !== undefined || !isOpen(settings, message.createdAt)) return undefined;
  const isGiven = accountKind === 'mini-program' && target.kfAccount !== undefined;
  if (seatsWanted(target, settings).length > 0 && !isGiven && isTransferable(message))
    return { booking: bookingOf(situation, target) };
  return settings.nobodyOnline === undefined ? undefined : {};
}

function transfer(
  draft: Decision,
  situation: Case,
  target: HandOffTarget,
  words: readonly SendableReply[],
  byDefault: boolean,
): void {
  const absence = absenceOf(situation);
  for (const word of words) send(draft, situation, word);
  if (absence !== undefined) {
    draft.reply = { kind: 'transfer' };
    tellOnce(draft, situation, absence);
    return;
  }
  const kfAccount = situation.answered === undefined ? allot(draft, situation, target) : situation.answered.kfAccount;
  draft.reply = { kind: 'transfer', ...(kfAccount === undefined ? {} : { kfAccount }) };
  if (kfAccount !== undefined) draft.answered.kfAccount = kfAccount;
  wait(draft, situation, byDefault);
  notify(draft, situation, words);
}

/** Find the user's agent, and keep with the hand-off why it is that one, or why it is none. */
function allot(draft: Decision, situation: Case, target: HandOffTarget): string | undefined {
  const allocation = nameAgent(draft, situation, target);
  draft.handOff = handOffTo(target, allocation);
  // WeChat has no named agent for a mini program: the team is told whose it is.
  return situation.accountKind === 'mini-program' ? undefined : allocation?.kfAccount;
}

const handOffTo = ({ kfAccount, group, skill }: HandOffTarget, allocation?: Allocation): HandOff => ({
  ...(kfAccount === undefined ? {} : { kfAccount }),
  ...(group === undefined ? {} : { group }),
  ...(skill === undefined ? {} : { skill }),
  ...(allocation ?? { reason: 'anybody' }),
});

/** A transfer shows the user nothing, so they are told, unless the rule or a ticket's notice told them. */
function notify(draft: Decision, situation: Case, words: readonly SendableReply[]): void {
  const { handOffNotice } = situation.ruleSet.settings;
  const wasTold = words.length > 0 || draft.outbox.some(({ kind }) => kind !== 'create-session');
  if (handOffNotice === false || wasTold || situation.mode !== 'bot') return;
  send(draft, situation, { kind: 'text', content: handOffNotice });
}

function wait(draft: Decision, { message, mode }: Case, byDefault: boolean): void {
  if (mode === 'waiting') return;
  draft.state = { mode: 'waiting', at: message.createdAt, cause: 'message' };
  draft.question = { ...questionOf(message), ...(byDefault ? {} : { isOpening: true }) };
}

function askToType(draft: Decision, situation: Case, target: HandOffTarget, words: readonly SendableReply[]): void {
  const absence = absenceOf(situation);
  if (absence !== undefined) {
    say(draft, situation, [...words, ...wordsOf(absence.reply, settingsOf(situation))]);
    return;
  }
  const { message, before, mode } = situation;
  const isServed = mode === 'human' && message.createdAt - before.state.at < SESSION_SECONDS;
  if (!isServed) {
    wait(draft, situation, false);
    draft.handOff = handOffTo(target);
  }
  const { handOffByEvent } = situation.ruleSet.settings.notices;
  const notice: SendableReply[] = handOffByEvent === false ? [] : [{ kind: 'text', content: handOffByEvent }];
  // Events cannot be transferred: whatever the user types next is.
  say(draft, situation, words.length > 0 ? words : notice);
}

/** Why nobody will come soon, and what is said of it. */
interface Absence {
  reason: TicketReason;
  reply: RuleReply;
}

function absenceOf({ ruleSet, message, agents }: Case): Absence | undefined {
  const { settings } = ruleSet;
  if (!isOpen(settings, message.createdAt)) return { reason: 'off-hours', reply: settings.offHours ?? OFF_HOURS };
  if (settings.nobodyOnline === undefined || agents === undefined || agents.agents.length > 0) return undefined;
  return isFresh(agents, message.createdAt) ? { reason: 'nobody-online', reply: settings.nobodyOnline } : undefined;
}

/** Tell a transferred user that nobody is there, once in six hours. The rules go on answering. */
function tellOnce(draft: Decision, situation: Case, { reason, reply }: Absence): void {
  const { before, message } = situation;
  const name = `@${reason}`;
  if (isResting(before.rests, name, NOTICE_REST_MINUTES, message)) return;
  draft.rests.push(restOf(before.rests, name, message));
  draft.unansweredAt = message.createdAt;
  if (reply.kind === 'ticket') openTicketOf(draft, situation, reply, reason);
  for (const word of wordsOf(reply, settingsOf(situation))) send(draft, situation, word);
}

const settingsOf = ({ ruleSet }: Case): Settings => ruleSet.settings;

/** What a reply says to the user, whatever else it does. */
export function wordsOf(reply: RuleReply, { rights }: Pick<Settings, 'rights'>): SendableReply[] {
  switch (reply.kind) {
    case 'hand-off':
    case 'silence':
    case 'ticket-status': // said by ticketStatus, which knows the tickets
      return [];
    case 'ticket':
      if (!namesTicket(reply.content)) return textOf(reply.content);
      return rights.customSend ? [] : textOf(withoutNumber(reply.content));
    case 'resume-bot':
      return textOf(reply.content);
    case 'text':
    case 'image':
    case 'voice':
    case 'video':
    case 'music':
    case 'news':
    case 'menu':
    case 'mini-program-page':
    case 'link':
      return [reply];
  }
}

const textOf = (content: string | undefined): SendableReply[] =>
  content === undefined ? [] : [{ kind: 'text', content }];

/** Words with the ticket's number can only be said when it is open, by a custom send. */
const namesTicket = (content: string | undefined): content is string => content?.includes('{ticket}') ?? false;

/** Have the ticket of a reply opened. */
export function openTicketOf(
  draft: Decision,
  situation: Case,
  { category, content }: Extract<RuleReply, { kind: 'ticket' }>,
  reason: TicketReason,
): void {
  openTicket(draft, situation, {
    question: questionOf(situation.message),
    reason,
    ...(category !== undefined && { category }),
    ...(namesTicket(content) && situation.ruleSet.settings.rights.customSend && { notice: content }),
  });
}

/**
 * The kf account to name in the transfer: one just seen online below its capacity that accepts users by itself. Any
 * other would keep the user from everybody else, so the session is asked for afterwards.
 */
function nameAgent(draft: Decision, situation: Case, target: HandOffTarget): Allocation | undefined {
  const { ruleSet, agents, accountKind, message } = situation;
  const { settings } = ruleSet;
  const wanted = seatsWanted(target, settings);
  if (wanted.length === 0) return undefined;
  const isMiniProgram = accountKind === 'mini-program';
  if (isMiniProgram && target.kfAccount !== undefined) return { kfAccount: target.kfAccount, reason: 'named' };
  const team = isMiniProgram ? advised(settings) : settings;
  const isKnown = agents !== undefined && isFresh(agents, message.createdAt);
  const seen = isKnown ? agents : { seenAt: 0, agents: [] };
  const list = isMiniProgram ? { ...seen, agents: seen.agents.map((agent) => unloaded(agent, message)) } : seen;
  const { seats, allocations } = replay(list, team);
  const booking = bookingOf(situation, target);
  // A list that keeps bookings and lacks ours was read when ours could not be written.
  const allocation =
    list.bookings === undefined ? take(seats, booking, team, 0) : (allocations.get(booking.key) ?? NOT_BOOKED);
  if (allocation.kfAccount === undefined && !isMiniProgram) {
    const asked = target.kfAccount !== undefined || !isKnown ? wanted : askable(seats, wanted);
    if (asked.length > 0) createSession(draft, situation, asked);
  }
  return allocation;
}

const NOT_BOOKED: Allocation = { reason: 'nobody-free' };

/** Nobody is kept from a user by an advice: those who take users by hand may be meant as well. */
const advised = ({ agents, groups, overflow }: Settings): Team => ({
  groups,
  ...(overflow && { overflow }),
  agents: Object.fromEntries(Object.entries(agents).map(([name, agent]) => [name, { ...agent, autoAccept: true }])),
});

/** WeChat does not tell how busy a mini program's agents are: chance spreads their users, the same for a repeat. */
const unloaded = (agent: OnlineAgent, { messageKey }: Message): OnlineAgent & Pick<Seat, 'lastGivenAt'> => ({
  acceptedCases: 0,
  capacity: ANY_NUMBER,
  ...agent,
  autoAccept: true,
  lastGivenAt: pickBy(`${messageKey}.${agent.kfAccount}`, ANY_NUMBER),
});
const ANY_NUMBER = 1_000;

/** What is booked for a hand-off that wants somebody in particular. */
const bookingOf = ({ message, before }: Case, { kfAccount, group, skill }: HandOffTarget): Booking => ({
  key: keyMark(message.messageKey),
  at: message.createdAt,
  ...(kfAccount === undefined ? {} : { kfAccount }),
  ...(group === undefined ? {} : { group }),
  ...(skill === undefined ? {} : { skill }),
  ...(before.servedBy === undefined ? {} : { previous: before.servedBy }),
});
