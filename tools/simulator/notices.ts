/** What users read when the account is silent or talks nonsense. @see 接收普通消息 > 系统提示 */
import { isMiniProgram } from './accounts.ts';
import { addToChat } from './chats.ts';
import type { AccountState, Push } from './types.ts';
import type { World } from './world.ts';

/** Events for which a user waits, and so sees that the account is silent. */
const AWAITED_EVENTS = ['subscribe', 'SCAN', 'CLICK', 'scancode_waitmsg', 'user_enter_tempsession'];

export function showSystemNotice(world: World, account: AccountState, { id, what, isEvent, openId }: Push): void {
  const user = account.users[openId];
  if (!user || (isEvent && !AWAITED_EVENTS.includes(what))) return;
  const who = isMiniProgram(account.settings.kind) ? '该小程序客服' : '该公众号';
  const text = `${who}暂时无法提供服务，请稍后再试`;
  addToChat(world, account, user, { from: 'system', content: { kind: 'notice', text }, pushId: id });
}
