import type { CustomMessage, SendOutcome } from './custom-send-api.ts';

/** Who gets a group send. */
export type GroupSendAudience = { everybody: true } | { tagId: number } | { openIds: string[] };

/** How a group send ended: `sent` means that WeChat accepted the job, not that it was delivered. */
export type GroupSendOutcome =
  | { outcome: 'sent'; messageId: string; dataId?: string }
  | Exclude<SendOutcome, { outcome: 'sent' }>;

/** 群发, official accounts only. Never repeated after an unknown outcome. */
export interface GroupSendApi {
  /** `clientId` (at most 64 bytes) makes WeChat itself refuse the same job twice, which counts as sent. */
  send(
    account: string,
    audience: GroupSendAudience,
    message: CustomMessage,
    clientId: string,
  ): Promise<GroupSendOutcome>;
  /** To one person, for a look; 100 a day. */
  preview(account: string, openId: string, message: CustomMessage): Promise<SendOutcome>;
  /** WeChat's word for the state, such as `SEND_SUCCESS`. */
  status(account: string, messageId: string): Promise<string>;
  remove(account: string, messageId: string): Promise<void>;
}
