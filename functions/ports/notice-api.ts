import type { AccountKind } from '../domain/account.ts';
import type { SendOutcome } from './custom-send-api.ts';

/** A 订阅通知: the user opted in to its template beforehand. */
export interface SubscribeNotice {
  openId: string;
  templateId: string;
  page?: string;
  /** Value by key of the template. */
  data: Record<string, string>;
}

/** 订阅通知. Never repeated after an unknown outcome. */
export interface NoticeApi {
  send(account: string, kind: AccountKind, notice: SubscribeNotice): Promise<SendOutcome>;
}
