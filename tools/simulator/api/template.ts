/** Template and subscribe notices. @see 模板消息, 订阅通知 (bizsend) and 小程序订阅消息 (subscribe/send) */
import { z } from 'zod';
import { addToChat } from '../chats.ts';
import { pushEvent } from '../pushes.ts';
import type { User } from '../types.ts';
import { nextId } from '../world.ts';
import { userOf } from './custom-send.ts';
import { Refusal } from './refusal.ts';
import { type Call, fieldsOf, type Route } from './route.ts';

const DATA = z.record(z.string(), z.object({ value: z.coerce.string() }));
const BODY = z.object({
  touser: z.string(),
  template_id: z.string(),
  url: z.string().optional(),
  page: z.string().optional(),
  data: z.unknown(),
});

export const TEMPLATE: Route[] = [
  {
    path: '/cgi-bin/message/template/send',
    methods: ['POST'],
    right: 'template',
    only: 'official',
    perDay: 100_000,
    run: sendTemplate,
  },
  { path: '/cgi-bin/message/subscribe/bizsend', methods: ['POST'], only: 'official', run: sendNotice },
  { path: '/cgi-bin/message/subscribe/send', methods: ['POST'], only: 'mini-program', run: sendNotice },
];

function read(call: Call) {
  const body = fieldsOf(call, BODY);
  const user = userOf(call.account, body.touser);
  if (!call.account.templates.includes(body.template_id)) throw new Refusal(40037);
  const data = DATA.safeParse(body.data);
  if (!data.success) throw new Refusal(47003);
  const values = Object.entries(data.data).map(([name, { value }]) => [name, value] as const);
  return { ...body, user, data: Object.fromEntries(values) };
}

function sendTemplate(call: Call) {
  const { world, account } = call;
  const { user, template_id: templateId, url, data } = read(call);
  if (!user.following) throw new Refusal(43004);
  const id = 2_000_000_000 + nextId(world);
  world.clock.schedule(world.clock.now(), async () => {
    if (!user.refusesMessages) show(call, user, templateId, data, url);
    await pushEvent(world, account, user.openId, 'TEMPLATESENDJOBFINISH', {
      MsgID: id,
      Status: user.refusesMessages ? 'failed:user block' : 'success',
    });
  });
  return { errcode: 0, errmsg: 'ok', msgid: id };
}

function show({ world, account }: Call, user: User, templateId: string, data: Record<string, string>, url?: string) {
  const content = { kind: 'template' as const, templateId, data, ...(url === undefined ? {} : { url }) };
  addToChat(world, account, user, { from: 'account', via: 'template', content });
}

/** Each one-off consent allows one notice. */
function sendNotice(call: Call) {
  const { user, template_id: templateId, page, data } = read(call);
  if (page !== undefined && /^https?:/.test(page) && call.account.settings.kind === 'mini-program')
    throw new Refusal(41030);
  const consents = user.optIns[templateId] ?? 0;
  if (consents === 0) throw new Refusal(43101);
  if (consents > 0) user.optIns[templateId] = consents - 1;
  show(call, user, templateId, data, page);
  return { errcode: 0, errmsg: 'ok', msgid: 2_000_000_000 + nextId(call.world) };
}
