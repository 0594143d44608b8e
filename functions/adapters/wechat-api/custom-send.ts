import type { AccountKind } from '../../domain/account.ts';
import { WeChatApiError, WeChatUnavailableError } from '../../errors.ts';
import type { CustomMessage, CustomSendApi, SendOutcome } from '../../ports/custom-send-api.ts';
import type { ApiCall, WeChatClient } from './client.ts';

const ALREADY_TYPING = 45081;
const TYPING_SECONDS = 2;

/** @see 发送客服消息 and 客服输入状态 in the documentation */
export function createCustomSendApi(client: WeChatClient): CustomSendApi {
  return {
    send: async (account, openId, message, kfAccount) => {
      try {
        await client.call(account, sendCall(openId, message, kfAccount));
        return { outcome: 'sent' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    typing: async (account, kind, openId, on) => {
      await client.call(account, typingCall(kind, openId, on));
    },
  };
}

/** What a failed call means for something that must not happen twice. @throws what is no failure of the call */
export function outcomeOf(error: unknown): Exclude<SendOutcome, { outcome: 'sent' }> {
  if (error instanceof WeChatApiError) return { outcome: 'refused', errcode: error.errcode, error };
  if (error instanceof WeChatUnavailableError) {
    return { outcome: error.reached ? 'unknown' : 'unreached', reason: error.message };
  }
  throw error;
}

function sendCall(openId: string, message: CustomMessage, kfAccount: string | undefined): ApiCall {
  const asAgent = kfAccount === undefined ? {} : { customservice: { kf_account: kfAccount } };
  const json = { touser: openId, ...message, ...asAgent };
  return { path: '/cgi-bin/message/custom/send', json, repeatable: false };
}

function typingCall(kind: AccountKind, openId: string, on: boolean): ApiCall {
  const path = `/cgi-bin/message/custom/${kind === 'mini-program' ? 'business/typing' : 'typing'}`;
  const json = { touser: openId, command: on ? 'Typing' : 'CancelTyping' };
  // An answer waits for this: what does not show at once is not worth another try.
  return { path, json, repeatable: !on, alsoDone: [ALREADY_TYPING], timeoutSeconds: TYPING_SECONDS };
}
