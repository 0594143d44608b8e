import type { NoticeApi } from '../../ports/notice-api.ts';
import { optional } from './answer.ts';
import type { WeChatClient } from './client.ts';
import { outcomeOf } from './custom-send.ts';

/** @see 发送订阅通知 of official accounts (bizsend) and 发送订阅消息 of mini programs (send) */
export function createNoticeApi(client: WeChatClient): NoticeApi {
  return {
    send: async (account, kind, { openId, templateId, page, data }) => {
      const path = `/cgi-bin/message/subscribe/${kind === 'mini-program' ? 'send' : 'bizsend'}`;
      const values = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }]));
      const json = { touser: openId, template_id: templateId, ...optional('page', page), data: values };
      try {
        await client.call(account, { path, json, repeatable: false });
        return { outcome: 'sent' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}
