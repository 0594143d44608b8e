import type { AccountKind } from '../domain/account.ts';
import { decide } from '../domain/decide.ts';
import { changesAnything, type Decision } from '../domain/decision.ts';
import { ruleMark } from '../domain/mark.ts';
import { FRESH } from '../domain/mode.ts';
import type { RuleSet } from '../domain/rules/rule-set.ts';
import type { Situation } from '../domain/situation.ts';
import type { Agents } from '../ports/agents.ts';
import type { ConversationStore, Recorded } from '../ports/conversation-store.ts';
import type { Deadline } from '../ports/deadline.ts';
import type { RuleSets } from '../ports/rule-set-store.ts';
import { isTransferable, type Message } from '../wechat/messages/index.ts';
import type { Reply } from '../wechat/replies/index.ts';
import { type Attempt, attempt } from './deadline.ts';

export interface HandleMessageDeps {
  conversations: ConversationStore;
  ruleSets: RuleSets;
  agents: Agents;
  /** Watches every message; the local console shows it. Absent where deployed. */
  observe?: (observation: Observation) => void;
}

/** What handling a message came to. */
export interface Handled {
  /** Answered in the response; absent = `success`. */
  reply?: Reply;
  /** Absent when there were no rules to decide by. */
  decision?: Decision;
  repeated: boolean;
  /** What went wrong on the way: the user is answered all the same. */
  troubles: Trouble[];
}

/** A step that failed or ran out of time, and the error. */
export interface Trouble {
  step: 'record' | 'rules' | 'agents' | 'decide' | 'apply';
  error: unknown;
}

/** How a message came to its answer. */
export interface Observation {
  message: Message;
  handled: Handled;
  situation?: Situation;
}

/**
 * Answer one message. A repeated delivery is decided again from the same state: same answer, no second effect. When a
 * store is down or slow, the user is answered with what is at hand, and an unanswered message goes to a human.
 */
export async function handleMessage(
  deps: HandleMessageDeps,
  message: Message,
  accountKind: AccountKind,
  deadline: Deadline,
): Promise<Handled> {
  // Both at once: an attempt never rejects.
  const recording = attempt(deadline, () => deps.conversations.record(message, deadline));
  const loading = attempt(deadline, () => deps.ruleSets.current(message.account, deadline));
  const troubles: Trouble[] = [];
  const seen = note(troubles, 'record', await recording);
  const ruleSet = note(troubles, 'rules', await loading);
  const repeated = seen?.repeated ?? false;
  if (ruleSet === undefined) return observed(deps, message, { ...fallback(message), repeated, troubles });
  const found = { before: seen?.before ?? { state: FRESH, rests: [] }, ruleSet, accountKind };
  const situation = seen?.answered ? await answeredAgain(deps, message, found, seen.answered, deadline) : found;
  const decided = decide(message, situation);
  const decision = decided.needsAgents
    ? await decideWithAgents(deps, message, situation, decided.needsAgents, troubles, deadline)
    : decided;
  const final = isSettled(decision, seen)
    ? { ...replyOf(decision), decision }
    : await settle(deps, message, { decision, situation, seen, troubles }, deadline);
  return observed(deps, message, { ...final, repeated, troubles }, situation);
}

function note<Result>(troubles: Trouble[], step: Trouble['step'], outcome: Attempt<Result>): Result | undefined {
  if (outcome.ok) return outcome.result;
  troubles.push({ step, error: outcome.error });
  return undefined;
}

/** Nothing is known: a message goes to a human, an event needs no answer. */
const fallback = (message: Message): { reply?: Reply } =>
  isTransferable(message) ? { reply: { kind: 'transfer' } } : {};

/** Whatever a first delivery answered is answered again, from the rule set that answered it. */
async function answeredAgain(
  deps: HandleMessageDeps,
  message: Message,
  situation: Situation,
  answered: Decision['answered'],
  deadline: Deadline,
): Promise<Situation> {
  const { ruleMark: mark, number } = answered;
  const holdsRule = (ruleSet: RuleSet) => ruleSet.find(message, (rule) => ruleMark(rule) === mark) !== undefined;
  if (number === situation.ruleSet.number) return { ...situation, answered };
  if (mark !== undefined && holdsRule(situation.ruleSet)) return { ...situation, answered };
  const earlier = await attempt(deadline, () => deps.ruleSets.numbered(message.account, number, deadline));
  const ruleSet = earlier.ok ? earlier.result : undefined;
  if (ruleSet !== undefined) return { ...situation, ruleSet, answered };
  // Its rules are gone: they are asked anew, unless no rule answered.
  return mark === undefined ? { ...situation, answered } : situation;
}

async function decideWithAgents(
  deps: HandleMessageDeps,
  message: Message,
  situation: Situation,
  { booking }: NonNullable<Decision['needsAgents']>,
  troubles: Trouble[],
  deadline: Deadline,
): Promise<Decision> {
  const look = () =>
    booking === undefined
      ? deps.agents.online(message.account, deadline)
      : deps.agents.book(message.account, booking, deadline);
  const list = note(troubles, 'agents', await attempt(deadline, look));
  return decide(message, { ...situation, agents: list ?? { seenAt: 0, agents: [] } });
}

interface Undertaking {
  decision: Decision;
  situation: Situation;
  seen: Recorded | undefined;
  troubles: Trouble[];
}

/** A repeat stores even that nothing changes: the first delivery may still be at work, by rules edited since. */
const isSettled = (decision: Decision, seen: Recorded | undefined): boolean =>
  seen !== undefined && (seen.answered !== undefined || !(changesAnything(decision) || seen.repeated));

/** Store what changes, once; what a faster delivery stored first is answered instead. */
async function settle(
  deps: HandleMessageDeps,
  message: Message,
  { decision, situation, seen, troubles }: Undertaking,
  deadline: Deadline,
): Promise<{ reply?: Reply; decision: Decision }> {
  if (seen === undefined) return { ...unstored(message, decision), decision };
  const { before } = situation;
  const outcome = await attempt(deadline, () => deps.conversations.apply(message, decision, before, deadline));
  const applied = note(troubles, 'apply', outcome);
  if (applied === undefined) return { ...unstored(message, decision), decision };
  if (applied.answered === undefined) return { ...replyOf(decision), decision };
  const again = decide(message, await answeredAgain(deps, message, situation, applied.answered, deadline));
  return { ...replyOf(again), decision: again };
}

const replyOf = ({ reply }: Decision): { reply?: Reply } => (reply === undefined ? {} : { reply });

/** What was to be sent or kept is not safe: a message that the response does not answer goes to a human. */
function unstored(message: Message, decision: Decision): { reply?: Reply } {
  const isLost = decision.outbox.some(({ kind }) => kind === 'ticket') || decision.reply === undefined;
  const wasToBeSaid = decision.outbox.length > 0;
  return isLost && wasToBeSaid ? fallback(message) : replyOf(decision);
}

function observed(deps: HandleMessageDeps, message: Message, handled: Handled, situation?: Situation): Handled {
  deps.observe?.({ message, handled, ...(situation && { situation }) });
  return handled;
}
