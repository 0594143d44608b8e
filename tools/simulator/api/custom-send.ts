/** POST /cgi-bin/message/custom/send. @see 发送客服消息 of official accounts and of mini programs */

import { z } from 'zod';
import { isMiniProgram } from '../accounts.ts';
import { addToChat, addToDesk } from '../chats.ts';
import { recordMessage } from '../records.ts';
import type { AccountState, ChatEntry, User } from '../types.ts';
import { refusalOf, spend } from '../windows.ts';
import type { World } from '../world.ts';
import { customContent } from './custom-content.ts';
import { agentByAccount } from './kf-lookup.ts';
import { Refusal } from './refusal.ts';
import { type Call, fieldsOf, type Route } from './route.ts';

const BODY = z.object({
  touser: z.string().min(1),
  msgtype: z.string(),
  customservice: z.object({ kf_account: z.string() }).optional(),
  aimsgcontext: z.object({ is_ai_msg: z.union([z.literal(1), z.literal('1'), z.literal(0)]) }).optional(),
});

export const CUSTOM_SEND: Route[] = [
  { path: '/cgi-bin/message/custom/send', methods: ['POST'], right: 'customSend', perDay: 500_000, run: send },
  {
    path: '/cgi-bin/message/custom/business/send',
    methods: ['POST'],
    only: 'mini-program',
    run: () => {
      throw new Refusal(40101, 'businessid');
    },
  },
];

function send(call: Call): undefined {
  const { world, account } = call;
  const body = fieldsOf(call, BODY);
  const user = userOf(account, body.touser);
  const content = customContent(account, body.msgtype, call.json);
  const kfAccount = body.customservice?.kf_account;
  const agent = kfAccount === undefined ? undefined : agentByAccount(account, kfAccount);
  if (user.refusesMessages) throw new Refusal(48002);
  spendOne(world, account, user);
  const entry = {
    from: agent ? ('agent' as const) : ('account' as const),
    via: 'custom-send' as const,
    content,
    ...(agent ? { agent: agent.nickname } : {}),
    ...(body.aimsgcontext && body.aimsgcontext.is_ai_msg !== 0 ? { ai: true } : {}),
  };
  show(world, account, user, entry);
  if (agent) recordMessage(account, { openId: user.openId, operation: 2002, content, at: world.clock.now(), agent });
}

function show(world: World, account: AccountState, user: User, entry: Omit<ChatEntry, 'id' | 'at'>): void {
  addToChat(world, account, user, entry);
  if (entry.agent) addToDesk(world, account, user, entry);
}

/** @throws Refusal 45015 or 45047 */
function spendOne(world: World, account: AccountState, user: User): void {
  const now = world.clock.now();
  const gone = !user.following && !isMiniProgram(account.settings.kind);
  const refused = gone ? 45015 : refusalOf(user, now);
  if (refused) throw new Refusal(refused);
  spend(account, user, now);
}

/** @throws Refusal 40003 for an OpenID that is not of this account */
export function userOf(account: AccountState, openId: string): User {
  const user = Object.hasOwn(account.users, openId) ? account.users[openId] : undefined;
  if (!user) throw new Refusal(40003);
  return user;
}
