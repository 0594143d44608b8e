import type { OutboxEntry, Question } from './conversation.ts';
import type { HandOff } from './decision.ts';
import { OFF_HOURS, wordsOf } from './hand-off.ts';
import type { ModeState } from './mode.ts';
import { isOpen } from './rules/opening.ts';
import type { Rule, RuleReply } from './rules/rule.ts';
import type { Settings } from './rules/settings.ts';
import { textOf } from './rules/walk.ts';
import type { Case } from './situation.ts';

type Ask = Extract<OutboxEntry, { kind: 'ask' }>;

/** A greeting's length and below is no question for a model. */
const SHORTEST_QUESTION = 3;

/** Meant for no text in particular: whoever gets its answer was not understood. */
export const isDefault = ({ match, kinds }: Rule): boolean => match === 'any' && kinds.includes('text');

/** Whether the language model is asked about a message: no rule was meant for it, the settings allow it, and it is a text. */
export function isForModel(
  { message, ruleSet, answered }: Pick<Case, 'message' | 'ruleSet' | 'answered'>,
  rule: Rule | undefined,
): boolean {
  if (rule !== undefined && !isDefault(rule)) return false;
  const { robot, rights } = ruleSet.settings;
  if (robot === undefined || !rights.customSend || answered?.ruleMark !== undefined) return false;
  return (textOf(message)?.trim().length ?? 0) >= SHORTEST_QUESTION;
}

/** A user who waits for a human from now on. */
export interface Waits {
  state: ModeState;
  question: Question;
  handOff: HandOff;
}

/** What takes the place of a question that the model did not answer. */
export interface Doubt {
  entries: OutboxEntry[];
  waits?: Waits;
}

/** A notice that is later than this would only confuse. */
const SEND_WITHIN_SECONDS = 120;

/**
 * Do with a question what would have been done without a model: what its default rule says, or the settings; a hand-off as after
 * a tap that asks for a human, since there is no message left to transfer.
 */
export function afterDoubt(ask: Ask, rule: Rule | undefined, settings: Settings, now: number): Doubt {
  const replies = rule === undefined || rule.replies.length === 0 ? [settings.unanswered] : rule.replies;
  const target = replies.find((reply) => reply.kind === 'hand-off');
  if (target === undefined) return { entries: said(ask, replies, settings, now) };
  const words = replies.flatMap((reply) => wordsOf(reply, settings));
  if (!settings.rights.kf) {
    const nobody: RuleReply = { kind: 'text', content: settings.notices.noHumans };
    return { entries: said(ask, words.length > 0 ? words : [nobody], settings, now) };
  }
  if (!isOpen(settings, now)) return { entries: said(ask, [...words, settings.offHours ?? OFF_HOURS], settings, now) };
  const { handOffByRobot } = settings.notices;
  const notice: RuleReply[] = handOffByRobot === false ? [] : [{ kind: 'text', content: handOffByRobot }];
  return {
    entries: said(ask, words.length > 0 ? words : notice, settings, now),
    waits: {
      state: { mode: 'waiting', at: now, cause: 'message' },
      question: ask.question,
      handOff: { ...(target.group !== undefined && { group: target.group }), reason: 'anybody' },
    },
  };
}

/** The replies as entries of the outbox, in the place of the question. */
function said(ask: Ask, replies: readonly RuleReply[], settings: Settings, now: number): OutboxEntry[] {
  const origin = (position: number) => ({ id: `${ask.id}${position}`, createdAt: ask.createdAt });
  const expiresAt = now + SEND_WITHIN_SECONDS;
  const sends = replies
    .flatMap((reply) => wordsOf(reply, settings))
    .map((reply, at): OutboxEntry => ({ ...origin(at), kind: 'send', reply, expiresAt }));
  const ticket = replies.find((reply) => reply.kind === 'ticket');
  if (ticket === undefined) return sends;
  const { category, content } = ticket;
  const notice = content?.includes('{ticket}') ? content : undefined;
  const opened: OutboxEntry = {
    ...origin(sends.length),
    kind: 'ticket',
    question: ask.question,
    reason: 'rule',
    ...(category !== undefined && { category }),
    ...(notice !== undefined && { notice }),
    expiresAt,
  };
  return [...sends, opened];
}
