/** What the console page is told of every request to the callback. */
import type { OutboxEntry } from '../../../functions/domain/conversation.ts';
import type { Mode } from '../../../functions/domain/mode.ts';
import type { Verdict } from '../../../functions/domain/rules/explain.ts';
import type { MatchKind } from '../../../functions/domain/rules/rule.ts';
import type { Reply } from '../../../functions/wechat/replies/index.ts';

/** A request to AWS while a message was answered. */
export interface AwsRequestLine {
  /** `DynamoDB UpdateItem`. */
  operation: string;
  milliseconds: number;
}

/** One request to the callback in short: what a list shows. */
export interface TrailLine {
  id: number;
  /** Epoch seconds on the service's clock. */
  at: number;
  account: string;
  /** Kind of the message, `verify` for a check of the URL, `refused` for what is not WeChat's. */
  what: string;
  openId?: string;
  /** The simulated WeChat's push that it was. */
  pushId?: number;
  /** The text, or the event with its key. */
  text?: string;
  status: number;
  milliseconds: number;
  requests: AwsRequestLine[];
  mode?: { before: Mode; after: Mode };
  rule?: string;
  /** Kind of the reply in the response; `success` when there is none. */
  reply?: string;
  /** How many replies follow through the outbox. */
  later: number;
  repeated: boolean;
}

/** A rule that was looked at. */
export interface TriedRule {
  id: string;
  match: MatchKind;
  keywords: string[];
  priority: number;
  verdict: Verdict;
}

/** One request to the callback with everything there is to know. */
export interface TrailDetail extends TrailLine {
  ruleSet?: number;
  /** Best first; rules that do not fit are listed up to a limit. */
  tried: TriedRule[];
  /** Rules beyond that limit. */
  omitted: number;
  answer?: Reply;
  outbox: OutboxEntry[];
  question?: string;
  source?: string;
  troubles: string[];
  query: string;
  /** As they were on the wire. */
  wireIn: string;
  wireOut: string;
  /** As WeChat wrote and read them, decrypted; absent when another WeChat is in use. */
  plainIn?: string;
  plainOut?: string;
  encryption?: string;
}
