import { customerOf } from './customer.ts';
import { nameMark } from './mark.ts';
import type { Waiting } from './waiting.ts';

/** What the team is told is for people, so it holds what they need: names and questions, which no log does. */
const FIELDS: readonly [string, string][] = [
  ['name', '客户'],
  ['vip', 'VIP'],
  ['source', '来源'],
  ['scene', '二维码'],
  ['product', '产品'],
  ['page', '页面'],
  ['region', '地区'],
  ['phone', '电话'],
];
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
  const customer = customerOf(conversation.told ?? {});
  const known = FIELDS.flatMap(([name, label]) => {
    const values = customer.get(name) ?? [];
    return values.length === 0 ? [] : [`${label}：${values.join('、')}`];
  });
  const question = conversation.question?.text.slice(0, QUESTION_LENGTH);
  return [
    title,
    ...(customer.has('name') ? [] : [`客户：${nameMark(openId)}`]),
    ...known,
    ...(question ? [`问题：${question}`] : []),
    ...(conversation.servedBy === undefined ? [] : [`上次接待：${conversation.servedBy}`]),
    ...(handOff.group === undefined ? [] : [`分组：${handOff.group}`]),
    ...(handOff.reason === 'anybody' ? [] : [`分配：${handOff.reason}`]),
  ].join('\n');
}
