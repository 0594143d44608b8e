/** POST /customservice/msgrecord/getmsglist. @see 获取聊天记录 */
import { z } from 'zod';
import { needsKf } from './kf-lookup.ts';
import { Refusal } from './refusal.ts';
import { type Call, fieldsOf, type Route } from './route.ts';

const LONGEST_SECONDS = 24 * 3600;
const MOST_RECORDS = 10_000;
/** Seconds have ten digits for the next centuries; more are milliseconds. */
const SECONDS_LIMIT = 10_000_000_000;

const time = z.coerce.number().int().min(1).max(SECONDS_LIMIT);
const BODY = z.object({
  starttime: time,
  endtime: time,
  msgid: z.coerce.number().int().min(1),
  number: z.coerce.number().int().min(1).max(MOST_RECORDS),
});

export const MSG_RECORD: Route[] = [
  {
    path: '/customservice/msgrecord/getmsglist',
    methods: ['POST'],
    right: 'kf',
    only: 'official',
    run: getMessages,
  },
];

/** Pages go on from `msgid`; a page that is not full is the last. */
function getMessages(call: Call) {
  needsKf(call.account);
  const { starttime, endtime, msgid, number } = fieldsOf(call, BODY, 65416);
  if (endtime < starttime) throw new Refusal(65416);
  if (endtime - starttime > LONGEST_SECONDS) throw new Refusal(65417);
  const found = call.account.records.filter(({ id, at }) => id >= msgid && at >= starttime && at <= endtime);
  const page = found.slice(0, number);
  return {
    recordlist: page.map(({ openId, operation, text, at, worker }) => ({
      openid: openId,
      opercode: operation,
      text,
      time: at,
      worker,
    })),
    number: page.length,
    msgid: (page.at(-1)?.id ?? msgid - 1) + 1,
  };
}
