import type { AccountKind } from '../domain/account.ts';
import type { WeChatApiError } from '../errors.ts';

/**
 * How a send that must not happen twice ended.
 * - `refused`: WeChat took the call and said no.
 * - `unreached`: nothing left this machine, it may be tried again.
 * - `unknown`: it may have been delivered (timeout, reset, 5xx, no JSON): never repeated.
 */
export type SendOutcome =
  | { outcome: 'sent' }
  | { outcome: 'refused'; errcode: number; error: WeChatApiError }
  | { outcome: 'unreached'; reason: string }
  | { outcome: 'unknown'; reason: string };

/** The wire form of a custom send: `msgtype`, and an object under that name. */
export type CustomMessage = { msgtype: string } & Record<string, unknown>;

/** 客服消息: messages to a user whose window is open. */
export interface CustomSendApi {
  /** Never repeated after an unknown outcome. `kfAccount` shows the message as that agent's. */
  send(account: string, openId: string, message: CustomMessage, kfAccount?: string): Promise<SendOutcome>;
  /** 「对方正在输入」, for 15 seconds. */
  typing(account: string, kind: AccountKind, openId: string, on: boolean): Promise<void>;
}
