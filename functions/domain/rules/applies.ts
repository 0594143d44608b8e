import { isTransferable, type Message } from '../../wechat/messages/index.ts';
import { type Customer, fits } from '../customer.ts';
import type { Mode } from '../mode.ts';
import { isResting, type Rest } from '../rest.ts';
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
  /** What is known of this user; asked for only by rules that depend on it. Absent = nothing is. */
  customer?: () => Customer;
}

/** Why a rule that fits does not apply. */
export type Obstacle =
  | 'switched-off'
  | 'not-yet'
  | 'over'
  | 'outside-hours'
  | 'other-mode'
  | 'other-source'
  | 'other-customer'
  | 'testers-only'
  | 'resting';

/** Whether a rule that fits applies: what `find` is given. All times are the message's CreateTime. */
export function applies(rule: Rule, message: Message, circumstances: Circumstances): boolean {
  return obstacle(rule, message, circumstances) === undefined;
}

/** The first thing that keeps a rule that fits from answering. */
export function obstacle(rule: Rule, message: Message, circumstances: Circumstances): Obstacle | undefined {
  const at = message.createdAt;
  const { settings, mode, rests, sources, customer } = circumstances;
  if (!rule.enabled) return 'switched-off';
  if (rule.from !== undefined && at < rule.from) return 'not-yet';
  if (rule.until !== undefined && at >= rule.until) return 'over';
  if (!inMode(rule, message, mode)) return 'other-mode';
  if (rule.hours !== undefined && !inHours(rule.hours, settings, at)) return 'outside-hours';
  if (rule.sources !== undefined && !rule.sources.some((source) => sources.includes(source))) return 'other-source';
  if (rule.when !== undefined && !fits(customer?.() ?? new Map(), rule.when)) return 'other-customer';
  if (rule.audience === 'testers' && !settings.testers.includes(message.openId)) return 'testers-only';
  return isResting(rests, rule.id, restMinutes(rule), message) ? 'resting' : undefined;
}

/**
 * Messages are answered in `bot` unless a rule says otherwise; events in every mode, but for the entrance of a mini program's
 * customer service: who waits for a human, or talks to one, is not greeted by a machine.
 */
function inMode({ modes }: Rule, message: Message, mode: Mode): boolean {
  if (modes !== undefined) return modes.includes(mode);
  return mode === 'bot' || (!isTransferable(message) && message.kind !== 'enter-mini-program');
}

/** A text from an `any` rule rests this long by default, as in WeChat's console. */
const DEFAULT_REST_MINUTES = 60;

/** Users come to a mini program's customer service again and again: they are greeted once a day. */
const GREETING_REST_MINUTES = 24 * 60;
const ENTER = /^user_enter_tempsession(:|$)/;

/** Minutes that a rule rests for a user whom it answered. */
export function restMinutes({ cooldownMinutes, match, keywords, replies }: Rule): number {
  if (cooldownMinutes !== undefined) return cooldownMinutes;
  if (match === 'event' && keywords.some((keyword) => ENTER.test(keyword))) return GREETING_REST_MINUTES;
  return match === 'any' && replies.some(({ kind }) => kind === 'text') ? DEFAULT_REST_MINUTES : 0;
}
