import { nameMark } from '../../domain/mark.ts';
import { CAUSES, type Mode, type ModeState } from '../../domain/mode.ts';

/** In the order of their codes, so that texts made of them compare like the numbers they stand for. */
const DIGITS = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
const MODES: readonly Mode[] = ['bot', 'waiting', 'human'];

/** Characters of a time: enough for two thousand years. */
export const TIME_LENGTH = 6;

/** Epoch seconds in six characters, in an order of their own. */
export function encodeTime(at: number): string {
  let text = '';
  let rest = Math.max(0, Math.min(at, BASE ** TIME_LENGTH - 1));
  for (let place = 0; place < TIME_LENGTH; place++) {
    text = DIGITS.charAt(rest % BASE) + text;
    rest = Math.floor(rest / BASE);
  }
  return text;
}

/** Epoch seconds of {@link encodeTime}'s text. */
export function decodeTime(text: string): number {
  let at = 0;
  for (const digit of text.slice(0, TIME_LENGTH)) at = at * BASE + Math.max(0, DIGITS.indexOf(digit));
  return at;
}

/**
 * A state as text, short since sixteen of them are kept: time, cause and mode, and the mark of a seat. A later change
 * compares as greater, whatever order they are written in.
 */
export function encodeState({ mode, at, cause, kfAccount }: ModeState): string {
  const change = CAUSES.indexOf(cause) * MODES.length + MODES.indexOf(mode);
  return `${encodeTime(at)}${DIGITS.charAt(change)}${kfAccount === undefined ? '' : nameMark(kfAccount).slice(0, 2)}`;
}

/** The state of a text, without its kf account, which stands in an attribute of its own; undefined if it is none. */
export function decodeState(text = ''): ModeState | undefined {
  const change = DIGITS.indexOf(text.charAt(TIME_LENGTH));
  const mode = MODES[change % MODES.length];
  const cause = CAUSES[Math.floor(change / MODES.length)];
  return text.length > TIME_LENGTH && mode && cause ? { mode, cause, at: decodeTime(text) } : undefined;
}

/** Below this a stored state is overruled: of a user's own messages within one second the last to arrive holds. */
export const stateBound = (state: ModeState): string =>
  state.cause === 'message' ? `${encodeTime(state.at)}${DIGITS.charAt(MODES.length)}` : encodeState(state);
