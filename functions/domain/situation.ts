import type { Message } from '../wechat/messages/index.ts';
import type { AccountKind } from './account.ts';
import type { OnlineList } from './agents.ts';
import type { Conversation } from './conversation.ts';
import { type Customer, customerOf } from './customer.ts';
import type { Answered } from './decision.ts';
import type { Mode } from './mode.ts';
import type { Circumstances } from './rules/applies.ts';
import type { RuleSet } from './rules/rule-set.ts';

/** All that a decision depends on. */
export interface Situation {
  before: Conversation;
  ruleSet: RuleSet;
  accountKind: AccountKind;
  /** Who is online; absent until a decision asks for it. */
  agents?: OnlineList;
  /** What an earlier delivery of this message answered: this one answers the same. */
  answered?: Answered;
}

/** A message in its situation, with the mode that counts for it. */
export interface Case extends Situation {
  message: Message;
  mode: Mode;
}

/** Where a user came from, as far as this message says: a QR scene, or the source of a session-from. */
export function sourceIn(message: Message): string | undefined {
  if (message.kind === 'subscribe' || message.kind === 'scan') return message.scene || undefined;
  if (message.kind === 'enter-mini-program') return message.sessionFrom.split('|', 1)[0]?.slice(0, 64) || undefined;
  return undefined;
}

/** What decides, besides the message, which rules apply. */
export function circumstancesOf({ message, before, mode, ruleSet }: Case): Circumstances {
  const source = sourceIn(message) ?? before.source;
  let known: Customer | undefined;
  const customer = () => {
    known ??= customerOf(before.told ?? {}, message);
    return known;
  };
  const sources = source === undefined ? [] : [source];
  return { settings: ruleSet.settings, mode, rests: before.rests, sources, customer };
}
