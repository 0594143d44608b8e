import type { SendOutcome } from '../../ports/custom-send-api.ts';
import type { GroupSendApi, GroupSendAudience, GroupSendOutcome } from '../../ports/group-send-api.ts';
import { type Fields, optional, textIn } from './answer.ts';
import type { WeChatClient } from './client.ts';
import { outcomeOf } from './custom-send.ts';

const PATH = '/cgi-bin/message/mass/';
/** `clientmsgid` was used before: the job exists. */
const JOB_EXISTS = 45065;
const TIMEOUT_SECONDS = 30;

/** @see 群发接口 in the documentation of official accounts */
export function createGroupSendApi(client: WeChatClient): GroupSendApi {
  const call = (account: string, path: string, json: Record<string, unknown>, repeatable: boolean) => {
    const limits = { alsoDone: [JOB_EXISTS], timeoutSeconds: TIMEOUT_SECONDS };
    return client.call(account, { path: `${PATH}${path}`, json, repeatable, ...limits });
  };
  return {
    send: async (account, audience, message, clientId): Promise<GroupSendOutcome> => {
      const { path, filter } = audienceOf(audience);
      try {
        return sent(await call(account, path, { ...filter, ...message, clientmsgid: clientId }, false));
      } catch (error) {
        return outcomeOf(error);
      }
    },
    preview: async (account, openId, message): Promise<SendOutcome> => {
      try {
        await call(account, 'preview', { touser: openId, ...message }, false);
        return { outcome: 'sent' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    status: async (account, messageId) =>
      textIn(await call(account, 'get', { msg_id: messageId }, true), 'msg_status') ?? '',
    remove: async (account, messageId) => {
      await call(account, 'delete', { msg_id: messageId }, true);
    },
  };
}

function audienceOf(audience: GroupSendAudience): { path: string; filter: Record<string, unknown> } {
  if ('openIds' in audience) return { path: 'send', filter: { touser: audience.openIds } };
  const filter = 'tagId' in audience ? { is_to_all: false, tag_id: audience.tagId } : { is_to_all: true };
  return { path: 'sendall', filter: { filter } };
}

const sent = (fields: Fields): GroupSendOutcome => ({
  outcome: 'sent',
  messageId: textIn(fields, 'msg_id') ?? '',
  ...optional('dataId', textIn(fields, 'msg_data_id')),
});
