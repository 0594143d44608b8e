import { aCredentials } from './credentials.ts';
import { NOW } from './push.ts';

/** The body of a text that is pushed to any of these accounts. */
export const WIRE = {
  ToUserName: 'gh_0123456789ab',
  FromUserName: 'oABCD1234567890abcdefghijklm',
  CreateTime: NOW,
  MsgType: 'text',
  Content: '流量',
  MsgId: '24512345678901234',
};

/** An account of each way to push. */
export const safe = aCredentials();
export const compat = aCredentials({ encryption: 'compat' });
export const plain = aCredentials({ encryption: 'plain' });
