/** Group sends. @see 群发接口 (message/mass/*) of official accounts */
import { z } from 'zod';
import { addToChat } from '../chats.ts';
import { createMassJob } from '../mass-jobs.ts';
import type { AccountState, ChatContent, MassJob } from '../types.ts';
import { chinaDay } from '../world.ts';
import { userOf } from './custom-send.ts';
import { massContent } from './mass-content.ts';
import { followersOf } from './people.ts';
import { Refusal } from './refusal.ts';
import { type Call, fieldsOf, type Route } from './route.ts';

const FEWEST = 2;
const MOST = 10_000;
const CLIENT_ID_BYTES = 64;
/** Calls a day: a subscription account has one. */
const CALLS_PER_DAY = { subscription: 1, service: 100, 'mini-program': 0 };

const official = { methods: ['POST' as const], right: 'massSend' as const, only: 'official' as const, perMinute: 60 };

export const MASS: Route[] = [
  { path: '/cgi-bin/message/mass/sendall', ...official, run: sendAll },
  { path: '/cgi-bin/message/mass/send', ...official, run: sendList },
  { path: '/cgi-bin/message/mass/preview', ...official, perDay: 100, run: preview },
  { path: '/cgi-bin/message/mass/get', ...official, run: status },
  { path: '/cgi-bin/message/mass/delete', ...official, run: remove },
  { path: '/cgi-bin/message/mass/speed/get', ...official, run: () => ({ speed: 3, realspeed: 15 }) },
  { path: '/cgi-bin/message/mass/speed/set', ...official, run: () => undefined },
];

const COMMON = {
  msgtype: z.string(),
  clientmsgid: z.string().optional(),
};
const ALL = z.object({
  ...COMMON,
  filter: z.object({ is_to_all: z.boolean().default(false), tag_id: z.coerce.number().int().optional() }),
});
const LIST = z.object({ ...COMMON, touser: z.array(z.string()) });
const PREVIEW = z.object({ ...COMMON, touser: z.string() });
const NAMED = z.object({ msg_id: z.coerce.number().int() });

function sendAll(call: Call) {
  const { filter, msgtype, clientmsgid } = fieldsOf(call, ALL);
  const { account } = call;
  if (!filter.is_to_all && !account.tags.some(({ id }) => id === filter.tag_id)) throw new Refusal(45159);
  const openIds = followersOf(account)
    .filter(({ tagIds }) => filter.is_to_all || tagIds.includes(filter.tag_id ?? -1))
    .map(({ openId }) => openId);
  return begin(call, openIds, massContent(account, msgtype, call.json), clientmsgid);
}

function sendList(call: Call) {
  const { touser, msgtype, clientmsgid } = fieldsOf(call, LIST);
  if (touser.length < FEWEST) throw new Refusal(40130);
  if (touser.length > MOST) throw new Refusal(40032);
  const known = touser.filter((openId) => call.account.users[openId]);
  if (known.length === 0) throw new Refusal(40003);
  return begin(call, [...new Set(known)], massContent(call.account, msgtype, call.json), clientmsgid);
}

function begin(call: Call, openIds: string[], content: ChatContent, clientId?: string) {
  const { world, account } = call;
  if (clientId !== undefined) checkClientId(account, clientId);
  const today = chinaDay(world.clock.now());
  const sentToday = account.massJobs.filter(({ sentAt }) => chinaDay(sentAt) === today).length;
  const quota = account.settings.quotas['/cgi-bin/message/mass/send'] ?? CALLS_PER_DAY[account.settings.kind];
  if (sentToday >= quota) throw new Refusal(45028);
  const job = createMassJob(world, account, { openIds, content, clientId });
  return { errcode: 0, errmsg: 'send job submission success', msg_id: job.id, msg_data_id: job.id + 1 };
}

function checkClientId({ massJobs }: AccountState, clientId: string): void {
  if (Buffer.byteLength(clientId) > CLIENT_ID_BYTES) throw new Refusal(45067);
  const before = massJobs.find((job) => job.clientId === clientId);
  if (before) throw new Refusal(45065, '', { msg_id: before.id });
}

function preview(call: Call) {
  const { touser, msgtype } = fieldsOf(call, PREVIEW);
  const content = massContent(call.account, msgtype, call.json);
  addToChat(call.world, call.account, userOf(call.account, touser), { from: 'account', via: 'mass-send', content });
  return { errcode: 0, errmsg: 'preview success' };
}

function jobOf(call: Call): MassJob {
  const { msg_id } = fieldsOf(call, NAMED);
  const job = call.account.massJobs.find(({ id }) => id === msg_id);
  if (!job) throw new Refusal(40097, 'msg_id');
  return job;
}

const STATUS = { sending: 'SENDING', done: 'SEND_SUCCESS', deleted: 'DELETE' };

function status(call: Call) {
  const job = jobOf(call);
  return { msg_id: job.id, msg_status: STATUS[job.status] };
}

function remove(call: Call): undefined {
  jobOf(call).status = 'deleted';
}
