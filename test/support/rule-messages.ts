import type { Message } from '../../functions/wechat/messages/index.ts';

const RECEIVED = {
  account: 'main',
  openId: 'openid-1',
  originalId: 'gh_1',
  createdAt: 1_800_000_000,
  messageKey: 'key-1',
};

/** A text of a user of the account `main`. */
export function aText(content: string, parts: Partial<typeof RECEIVED> = {}): Message {
  return { ...RECEIVED, kind: 'text', messageId: '1', content, ...parts };
}

/** Any other message, with the fields of its kind. */
export function aUserMessage(kind: Message['kind'], fields: object): Message {
  return { ...RECEIVED, messageId: '1', ...fields, kind } as Message;
}

/** An event by its wire name and key. */
export function anEvent(kind: Message['kind'], event: string, eventKey: string, fields: object = {}): Message {
  return { ...RECEIVED, ...fields, kind, event, eventKey } as Message;
}
