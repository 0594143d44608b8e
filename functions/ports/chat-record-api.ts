import type { ChatRecord } from '../domain/kf-account.ts';

/** WeChat's chat records (msgrecord), page by page. */
export interface ChatRecordApi {
  /**
   * One page of at most `size` records of at most 24 hours; `from` and `to` are epoch seconds. The first cursor is 1.
   * `next` is absent on the last page.
   */
  page(
    account: string,
    query: { from: number; to: number; cursor: number; size: number },
  ): Promise<{ records: ChatRecord[]; next?: number }>;
}
