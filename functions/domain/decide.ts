import type { Event, Message, TransferableMessage } from '../wechat/messages/index.ts';
import { choiceAfter, chosenRule, offerOf } from './choice.ts';
import type { SendableReply } from './conversation.ts';
import type { Decision } from './decision.ts';
import { askModel, draftOf, openTicket, questionOf, say } from './draft.ts';
import { factOf } from './fact.ts';
import { handOff, openTicketOf, wordsOf } from './hand-off.ts';
import { pickBy, ruleMark } from './mark.ts';
import { type ModeState, type Standing, standingOf } from './mode.ts';
import { isDefault, isForModel } from './model.ts';
import { restOf } from './rest.ts';
import { applies, restMinutes } from './rules/applies.ts';
import type { Rule, RuleReply } from './rules/rule.ts';
import { isDidYouMean } from './rules/rule-set.ts';
import { type Case, circumstancesOf, type Situation, sourceIn } from './situation.ts';
import { ratingBy } from './survey.ts';
import { tellOutside } from './tell-outside.ts';
import { noteOnTicket, ticketStatus } from './ticket-talk.ts';

/** What a message causes. Pure: the same message in the same situation causes the same. */
export function decide(message: Message, situation: Situation): Decision {
  const decision = decideByKind(message, situation);
  const fact = factOf(message);
  tellOutside(decision, message, situation);
  return fact === undefined ? decision : { ...decision, fact };
}

function decideByKind(message: Message, situation: Situation): Decision {
  switch (message.kind) {
    case 'text':
    case 'image':
    case 'voice':
    case 'video':
    case 'short-video':
    case 'location':
    case 'link':
    case 'file':
    case 'mini-program-page':
    case 'sticker':
      return decideMessage(message, situation);
    case 'subscribe':
    case 'scan':
    case 'enter-mini-program':
    case 'click':
    case 'view':
    case 'view-mini-program':
    case 'scan-code-push':
    case 'scan-code-wait':
    case 'pictures-sent':
    case 'location-selected':
    case 'report-location':
    case 'subscribe-message-popup':
    case 'subscribe-message-change':
    case 'subscribe-message-sent':
      return decideEvent(message, situation);
    case 'unsubscribe':
      return { ...changeMode(message, situation, { mode: 'bot', cause: 'close' }), dropsOutbox: true };
    case 'kf-create-session':
      return changeMode(message, situation, { mode: 'human', cause: 'create', kfAccount: message.kfAccount });
    case 'kf-switch-session':
      return changeMode(message, situation, { mode: 'human', cause: 'switch', kfAccount: message.toKfAccount });
    case 'kf-close-session':
      return changeMode(message, situation, { mode: 'bot', cause: 'close' });
    case 'template-job-finished':
    case 'mass-job-finished':
    case 'publish-job-finished':
    case 'user-info-modified':
    case 'user-authorization-revoked':
    case 'user-authorization-cancelled':
    case 'account-notice':
    case 'unknown':
      return draftOf(caseOf(message, situation));
  }
}

/** A message in its situation: the rules have back whoever was released or waited too long. */
export function caseOf(message: Message, situation: Situation): Case {
  const { before, ruleSet } = situation;
  if ('event' in message || message.kind === 'unknown') return { ...situation, message, mode: before.state.mode };
  const standing = standingOf(before.state, message.createdAt, ruleSet.settings.waitingMinutes);
  return { ...situation, message, mode: standing === 'released' || standing === 'waited-out' ? 'bot' : standing };
}

/** The rule that answers a message, if one does: for a repeat the one that answered the first delivery. */
function ruleFor(situation: Case): Rule | undefined {
  const { message, answered, ruleSet } = situation;
  const circumstances = circumstancesOf(situation);
  const isApplying = (rule: Rule) => applies(rule, message, circumstances);
  if (answered === undefined) return ruleSet.find(message, isApplying);
  return ruleSet.find(message, (rule) => answered.ruleMark === ruleMark(rule), isApplying);
}

function changeMode(message: Message, situation: Situation, to: Omit<ModeState, 'at'>): Decision {
  return { ...draftOf(caseOf(message, situation)), state: { ...to, at: message.createdAt } };
}

function decideMessage(message: TransferableMessage, situation: Situation): Decision {
  const { before, ruleSet } = situation;
  const current = caseOf(message, situation);
  const draft = draftOf(current);
  returnToBot(draft, current, standingOf(before.state, message.createdAt, ruleSet.settings.waitingMinutes));
  const isAnswered = current.mode === 'bot' ? answerAsBot(draft, current) : answerBesideHuman(draft, current);
  if (!draft.needsAgents) noteOnTicket(draft, current, questionOf(message), isAnswered);
  return draft;
}

function returnToBot(draft: Decision, situation: Case, standing: Standing): void {
  if (standing !== 'released' && standing !== 'waited-out') return;
  const { message, before } = situation;
  draft.state = { mode: 'bot', at: message.createdAt, cause: 'message' };
  if (standing === 'released') return;
  const { waitedTooLong } = situation.ruleSet.settings.notices;
  const question = before.question ?? questionOf(message);
  draft.unansweredAt = question.askedAt;
  openTicket(draft, situation, { question, reason: 'waited-out', ...(waitedTooLong && { notice: waitedTooLong }) });
}

/** True when a rule that was meant for this message answered it, and not one for whatever comes. */
function answerAsBot(draft: Decision, situation: Case): boolean {
  const { settings } = situation.ruleSet;
  if (settings.mode === 'humans-only') {
    handOff(draft, situation, {}, [], true);
    return false;
  }
  if (settings.mode === 'notice' && settings.notice !== undefined) {
    if (say(draft, situation, [{ kind: 'text', content: settings.notice }])) return false;
  }
  if (takeRating(draft, situation)) return true;
  const circumstances = circumstancesOf(situation);
  const chosen = chosenRule(situation, (rule) => applies(rule, situation.message, circumstances));
  const rule = chosen ?? ruleFor(situation);
  const isAsked = isForModel(situation, rule);
  if (isAsked) askModel(draft, situation, rule?.id);
  const isAnswered = !isAsked && rule !== undefined && answerByRule(draft, situation, rule);
  if (!isAnswered && !isAsked) answerByDefault(draft, situation);
  const choice = choiceAfter(isAnswered ? rule : undefined, chosen !== undefined, situation);
  if (choice !== undefined) draft.choice = choice;
  return isAnswered && rule.match !== 'any' && !isDidYouMean(rule);
}

const THANKS = '感谢您的评价！';

/** Thank whoever says how an agent served them. */
function takeRating(draft: Decision, situation: Case): boolean {
  const rating = ratingBy(situation.message, situation.before);
  if (rating === undefined) return false;
  draft.rating = rating;
  return say(draft, situation, [{ kind: 'text', content: THANKS }]);
}

/** The notice of the place in the queue promises this way back, whether or not a rule offers it. */
const isCancelled = (message: Message): boolean => message.kind === 'text' && message.content.trim() === '取消';
const CANCELLED = '已取消排队，我继续为您自助服务。';

/** The agent, present or awaited, gets the message; only rules that name the mode speak. True when one did. */
function answerBesideHuman(draft: Decision, situation: Case): boolean {
  const { before, message, mode } = situation;
  if (mode === 'waiting' && takeRating(draft, situation)) return true;
  const rule = ruleFor(situation);
  if (rule !== undefined && answerByRule(draft, situation, rule)) return true;
  if (mode === 'waiting' && isCancelled(message)) {
    resume(draft, situation);
    return say(draft, situation, [{ kind: 'text', content: CANCELLED }]);
  }
  draft.reply = { kind: 'transfer' };
  const isQuestion = mode === 'waiting' && (before.question === undefined || before.question.isOpening === true);
  if (isQuestion && message.createdAt >= before.state.at) draft.question = questionOf(message);
  return false;
}

/** What a message nobody answers gets; a hand-off when that cannot be said. */
function answerByDefault(draft: Decision, situation: Case): void {
  const { unanswered } = situation.ruleSet.settings;
  if (unanswered.kind !== 'hand-off' && act(draft, situation, [unanswered], true)) return;
  handOff(draft, situation, unanswered.kind === 'hand-off' ? unanswered : {}, [], true);
}

function decideEvent(message: Event, situation: Situation): Decision {
  const current = caseOf(message, situation);
  const draft = draftOf(current);
  const rule = ruleFor(current);
  if (rule !== undefined) answerByRule(draft, current, rule);
  const source = sourceIn(message);
  if (source !== undefined && source !== situation.before.source) draft.source = source;
  return draft;
}

/** False when nothing of the rule's replies can reach the user. */
function answerByRule(draft: Decision, situation: Case, rule: Rule): boolean {
  const { message, before } = situation;
  const replies = repliesOf(rule, situation);
  if (!act(draft, situation, replies, rule.match === 'any')) return false;
  draft.rule = { id: rule.id, version: rule.version, ...(isDefault(rule) && { isDefault: true }) };
  if (restMinutes(rule) > 0) draft.rests.push(restOf(before.rests, rule.id, message));
  return true;
}

function repliesOf(rule: Rule, situation: Case): readonly RuleReply[] {
  if (isDidYouMean(rule)) return [offerOf(rule, situation)];
  return rule.pick === 'random' ? pickOne(rule, situation.message) : rule.replies;
}

function pickOne({ replies }: Rule, { messageKey }: Message): RuleReply[] {
  const picked = pickBy(messageKey, Math.max(1, replies.length));
  return replies.slice(picked, picked + 1);
}

function act(draft: Decision, situation: Case, replies: readonly RuleReply[], byDefault: boolean): boolean {
  const words: SendableReply[] = replies.flatMap((reply) =>
    reply.kind === 'ticket-status' ? ticketStatus(reply, situation) : wordsOf(reply, situation.ruleSet.settings),
  );
  const target = replies.find((reply) => reply.kind === 'hand-off');
  const ticket = replies.find((reply) => reply.kind === 'ticket');
  if (ticket !== undefined) openTicketOf(draft, situation, ticket, 'rule');
  if (replies.some(({ kind }) => kind === 'resume-bot')) resume(draft, situation);
  if (target === undefined) return say(draft, situation, words) || ticket !== undefined;
  handOff(draft, situation, target, words, byDefault);
  return true;
}

function resume(draft: Decision, { message, mode }: Case): void {
  if (mode !== 'bot') draft.state = { mode: 'bot', at: message.createdAt, cause: 'message' };
}
