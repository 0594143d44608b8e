import type { ChatRecord } from '../../domain/kf-account.ts';
import type { ChatRecordApi } from '../../ports/chat-record-api.ts';
import { type Fields, listIn, numberIn, optional, textIn } from './answer.ts';
import type { WeChatClient } from './client.ts';

const TIMEOUT_SECONDS = 30;

/** @see 获取聊天记录 in the documentation of official accounts; its "no request body" is a slip */
export function createChatRecordApi(client: WeChatClient): ChatRecordApi {
  return {
    page: async (account, { from, to, cursor, size }) => {
      const json = { starttime: from, endtime: to, msgid: cursor, number: size };
      const path = '/customservice/msgrecord/getmsglist';
      const fields = await client.call(account, { path, json, repeatable: true, timeoutSeconds: TIMEOUT_SECONDS });
      const records = listIn(fields, 'recordlist').map(chatRecordFrom);
      const isLast = records.length < size;
      return { records, ...optional('next', isLast ? undefined : numberIn(fields, 'msgid')) };
    },
  };
}

const DIRECTIONS: Record<number, ChatRecord['direction']> = { 2002: 'from-agent', 2003: 'from-user' };

function chatRecordFrom(item: Fields): ChatRecord {
  const opercode = numberIn(item, 'opercode') ?? 0;
  return {
    openId: textIn(item, 'openid') ?? '',
    kfAccount: textIn(item, 'worker') ?? '',
    at: numberIn(item, 'time') ?? 0,
    direction: DIRECTIONS[opercode] ?? 'other',
    opercode,
    text: textIn(item, 'text') ?? '',
  };
}
