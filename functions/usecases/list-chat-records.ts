import type { ChatRecord } from '../domain/kf-account.ts';
import type { ChatRecordApi } from '../ports/chat-record-api.ts';

const PAGE = 10_000;
const DAY_SECONDS = 86_400;
const CHINA_OFFSET_SECONDS = 8 * 3600;
/** Far above what a day of an account brings; a cursor that does not move would go on for ever. */
const PAGES_PER_DAY_MAX = 100;

/**
 * The chat records from `from` to `to` (epoch seconds, both inclusive), day by day as WeChat demands: a query of it may
 * neither be longer than 24 hours nor, says an older note, cross midnight in China. Each record once.
 */
export async function* listChatRecords(
  api: ChatRecordApi,
  account: string,
  from: number,
  to: number,
): AsyncGenerator<ChatRecord> {
  const seen = new Set<string>();
  for (const window of chinaDays(from, to)) {
    for await (const record of windowOf(api, account, window)) {
      const key = `${record.at} ${record.openId} ${record.kfAccount} ${record.opercode} ${record.text}`;
      if (!seen.has(key) && record.at >= from && record.at <= to) yield record;
      seen.add(key);
    }
  }
}

async function* windowOf(
  api: ChatRecordApi,
  account: string,
  window: { from: number; to: number },
): AsyncGenerator<ChatRecord> {
  let cursor: number | undefined = 1;
  for (let page = 0; cursor !== undefined && page < PAGES_PER_DAY_MAX; page += 1) {
    const { records, next }: Awaited<ReturnType<ChatRecordApi['page']>> = await api.page(account, {
      ...window,
      cursor,
      size: PAGE,
    });
    yield* records;
    cursor = next === cursor ? undefined : next;
  }
}

/**
 * Windows from midnight to midnight in China. Whether the end of a window counts is undocumented: each ends a second after
 * what it is for, so that they overlap.
 */
function chinaDays(from: number, to: number): { from: number; to: number }[] {
  const windows: { from: number; to: number }[] = [];
  for (let start = from; start <= to; ) {
    const day = Math.floor((start + CHINA_OFFSET_SECONDS) / DAY_SECONDS);
    const midnight = (day + 1) * DAY_SECONDS - CHINA_OFFSET_SECONDS;
    windows.push({ from: start, to: Math.min(to + 1, midnight) });
    start = midnight;
  }
  return windows;
}
