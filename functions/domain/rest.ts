import { keyMark, nameMark } from './mark.ts';

/** Something that rests for a user (a rule's cooldown, a notice), with the message that set it. */
export interface Rest {
  /** {@link nameMark} of the rule's id, or of the notice's name with an @. */
  mark: string;
  /** CreateTime of the message that set it. */
  at: number;
  /** {@link keyMark} of that message, its first six characters. */
  key: string;
  /** The time it was set before that: what a late repeat of an earlier message still has to see. */
  earlierAt?: number;
}

/** Whether `name` rests for a message. A repeat ignores what it set itself, and what was set later. */
export function isResting(
  rests: readonly Rest[],
  name: string,
  minutes: number,
  message: { createdAt: number; messageKey: string },
): boolean {
  if (minutes <= 0 || rests.length === 0) return false;
  const mark = nameMark(name);
  const rest = rests.find((candidate) => candidate.mark === mark);
  if (rest === undefined) return false;
  const isOwnOrLater = rest.at > message.createdAt || rest.key === keyOf(message);
  const at = isOwnOrLater ? rest.earlierAt : rest.at;
  return at !== undefined && at <= message.createdAt && message.createdAt < at + minutes * 60;
}

/** The rest that a message sets; it remembers the one it replaces. */
export function restOf(rests: readonly Rest[], name: string, message: { createdAt: number; messageKey: string }): Rest {
  const mark = nameMark(name);
  const key = keyOf(message);
  const last = rests.find((rest) => rest.mark === mark && rest.key !== key && rest.at <= message.createdAt);
  return { mark, at: message.createdAt, key, ...(last ? { earlierAt: last.at } : {}) };
}

const keyOf = ({ messageKey }: { messageKey: string }): string => keyMark(messageKey).slice(0, 6);
