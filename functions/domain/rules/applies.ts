import type { Message } from '../../wechat/messages/index.ts';
import type { Rest } from '../conversation.ts';
import type { Mode } from '../mode.ts';
import { inHours } from './opening.ts';
import type { Rule } from './rule.ts';
import type { Settings } from './settings.ts';

/** What, besides the message, decides whether a rule that fits applies. */
export interface Circumstances {
  settings: Settings;
  mode: Mode;
  rests: readonly Rest[];
  /** Sources of this user: session-from, channel, QR scene. */
  sources: readonly string[];
}

/** Why a rule that fits does not apply. */
export type Obstacle =
  | 'switched-off'
  | 'not-yet'
  | 'over'
  | 'outside-hours'
  | 'other-mode'
  | 'other-source'
  | 'testers-only'
  | 'resting';

/** Whether a rule that fits applies: what `find` is given. All times are the message's CreateTime. */
export function applies(rule: Rule, message: Message, circumstances: Circumstances): boolean {
  return obstacle(rule, message, circumstances) === undefined;
}

/** The first thing that keeps a rule that fits from answering. */
export function obstacle(rule: Rule, message: Message, circumstances: Circumstances): Obstacle | undefined {
  const at = message.createdAt;
  const { settings, mode, rests, sources } = circumstances;
  if (!rule.enabled) return 'switched-off';
  if (rule.from !== undefined && at < rule.from) return 'not-yet';
  if (rule.until !== undefined && at >= rule.until) return 'over';
  if (!inMode(rule, mode)) return 'other-mode';
  if (rule.hours !== undefined && !inHours(rule.hours, settings, at)) return 'outside-hours';
  if (rule.sources !== undefined && !rule.sources.some((source) => sources.includes(source))) return 'other-source';
  if (rule.audience === 'testers' && !settings.testers.includes(message.openId)) return 'testers-only';
  return isResting(rule, message, rests) ? 'resting' : undefined;
}

/** Messages are answered in `bot` unless a rule says otherwise; events in every mode. */
function inMode({ match, modes }: Rule, mode: Mode): boolean {
  return modes === undefined ? match === 'event' || mode === 'bot' : modes.includes(mode);
}

const MINUTE_SECONDS = 60;

/** A rest set by this very message, or by a later one, is ignored: a repeat has to decide like the first delivery. */
function isResting({ id, cooldownMinutes = 0 }: Rule, message: Message, rests: readonly Rest[]): boolean {
  return rests.some(
    ({ name, at, messageKey }) =>
      name === id &&
      messageKey !== message.messageKey &&
      at <= message.createdAt &&
      message.createdAt < at + cooldownMinutes * MINUTE_SECONDS,
  );
}
