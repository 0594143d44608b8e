import { customerLines } from './customer-card.ts';
import type { Expiring } from './expiring.ts';
import { nameMark } from './mark.ts';
import type { Waiting } from './waiting.ts';

/** What the team is told is for people, so it holds what they need: names and questions, which no log does. */
const QUESTION_LENGTH = 200;

/** A new waiting user, with what WeChat's own desk does not show. */
export const newCard = (account: string, user: Waiting, now: number): string =>
  cardOf(`【新的等待用户】${account}`, user, now);

/** A user whom nobody has accepted for a while. */
export const lateCard = (account: string, user: Waiting, now: number): string =>
  cardOf(`【等待超过 ${minutesOf(user, now)} 分钟】${account}`, user, now);

/** Users wait, and no agent is online. */
export const nobodyOnlineText = (account: string): string =>
  `【无客服在线】${account}：有用户在等待，但没有客服在线，请尽快登录 mpkf.weixin.qq.com。`;

const minutesOf = ({ waitingAt }: Waiting, now: number): number => Math.floor((now - waitingAt) / 60);

function cardOf(title: string, { openId, conversation, handOff }: Waiting, _now: number): string {
  const question = conversation.question?.text.slice(0, QUESTION_LENGTH);
  const lines = customerLines(conversation, question ? [`问题：${question}`] : []);
  return [
    title,
    ...(lines[0]?.startsWith('客户：') ? [] : [`客户：${nameMark(openId)}`]),
    ...lines,
    ...(handOff.group === undefined ? [] : [`分组：${handOff.group}`]),
    ...(handOff.skill === undefined ? [] : [`技能：${handOff.skill}`]),
    ...(handOff.reason === 'anybody' ? [] : [`分配：${[handOff.kfAccount, handOff.reason].filter(Boolean).join(' ')}`]),
  ].join('\n');
}

/** Sends that failed, by their reasons. */
export function troublesText(account: string, reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const lines = [...counts].slice(0, 5).map(([reason, count]) => `${count} 条：${reason}`);
  return [`【消息未送达】${account}：${reasons.length} 条`, ...lines, `查看：npx kefu outbox list ${account}`].join(
    '\n',
  );
}

const NOTICES: Record<string, string> = {
  annual_renew: '认证需要年审，请尽快在公众平台办理，否则接口权限会被收回。',
  verify_expired: '认证已过期，客服、自定义菜单等接口权限已被收回，请立即重新认证。',
  qualification_verify_success: '资质认证成功。',
  qualification_verify_fail: '资质认证失败，请在公众平台查看原因。',
  naming_verify_success: '名称认证成功。',
  naming_verify_fail: '名称认证失败，请在公众平台查看原因。',
};

/** What WeChat told the account. */
export const noticeText = (account: string, event: string): string =>
  `【账号通知】${account}：${NOTICES[event] ?? event}`;

const DIGEST_LINES = 10;

/** Users who must be answered before their 48 hours end. */
export function digestText(account: string, users: readonly Expiring[]): string {
  const lines = users.slice(0, DIGEST_LINES).map(({ openId, customer, question }) => {
    const name = customer.get('name')?.[0] ?? nameMark(openId);
    return `· ${name}${question === undefined ? '' : `：${question.slice(0, 30)}`}`;
  });
  const more = users.length > DIGEST_LINES ? [`……共 ${users.length} 位`] : [];
  return [`【今日须回复】${account}：以下用户的 48 小时将在下次上班前结束`, ...lines, ...more].join('\n');
}
