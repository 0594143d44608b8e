/** The typing indicator. @see 客服输入状态 */
import { z } from 'zod';
import { isMiniProgram } from '../accounts.ts';
import { refusalOf } from '../windows.ts';
import { emit } from '../world.ts';
import { userOf } from './custom-send.ts';
import { Refusal } from './refusal.ts';
import { type Call, fieldsOf, type Route } from './route.ts';

const SHOWN_SECONDS = 15;
const AFTER_ACT_SECONDS = 30;

const BODY = z.object({ touser: z.string(), command: z.string() });

export const TYPING: Route[] = [
  { path: '/cgi-bin/message/custom/typing', methods: ['POST'], right: 'customSend', run: typing },
  {
    path: '/cgi-bin/message/custom/business/typing',
    methods: ['POST'],
    right: 'customSend',
    only: 'mini-program',
    run: typing,
  },
];

function typing(call: Call): undefined {
  const { world, account } = call;
  const { touser, command } = fieldsOf(call, BODY);
  const user = userOf(account, touser);
  if (command !== 'Typing' && command !== 'CancelTyping') throw new Refusal(45072);
  const now = world.clock.now();
  const gone = !user.following && !isMiniProgram(account.settings.kind);
  const refused = gone ? 45015 : refusalOf(user, now);
  if (refused) throw new Refusal(refused);
  if (command === 'Typing') {
    if (now - user.lastActedAt > AFTER_ACT_SECONDS) throw new Refusal(45080);
    if (now < user.typingUntil) throw new Refusal(45081);
  }
  user.typingUntil = command === 'Typing' ? now + SHOWN_SECONDS : 0;
  const { name } = account.settings;
  emit(world, { type: 'typing.changed', account: name, openId: touser, until: user.typingUntil });
}
