/** What the product's own names are called for people. */
import type { Channel } from '../../../../functions/domain/contact.ts';
import type { Mode } from '../../../../functions/domain/mode.ts';
import type { Verdict } from '../../../../functions/domain/rules/explain.ts';
import type { TicketEvent, TicketPriority, TicketState } from '../../../../functions/domain/ticket.ts';
import type { Trigger } from '../../../simulator/types.ts';
import { t } from '../live/language.ts';

export const inMode = (mode: Mode | string): string =>
  ({ bot: t('机器人', 'bot'), waiting: t('排队中', 'waiting'), human: t('人工', 'human') })[mode as Mode] ?? mode;

export function replyKind(kind = 'success'): string {
  const names: Record<string, string> = {
    text: t('文字', 'text'),
    image: t('图片', 'image'),
    voice: t('语音', 'voice'),
    video: t('视频', 'video'),
    music: t('音乐', 'music'),
    news: t('图文', 'news'),
    transfer: t('转人工', 'to an agent'),
    success: t('不回复', 'no reply'),
  };
  return names[kind] ?? kind;
}

export const verdict = (name: Verdict): string =>
  ({
    answers: t('由它回答', 'it answers'),
    'lower-priority': t('匹配，但有更优先的规则', 'fits, but a better rule answers'),
    'switched-off': t('匹配，但已停用', 'fits, but is switched off'),
    'not-yet': t('匹配，但尚未开始', 'fits, but its time is to come'),
    over: t('匹配，但已过期', 'fits, but its time is over'),
    'outside-hours': t('匹配，但不在时段内', 'fits, but not at this hour'),
    'other-mode': t('匹配，但不用于此状态', 'fits, but not in this mode'),
    'other-source': t('匹配，但来源不同', 'fits, but for another source'),
    'other-customer': t('匹配，但只对其他客户生效', 'fits, but for other customers'),
    'testers-only': t('匹配，但仅限测试用户', 'fits, but for testers only'),
    resting: t('匹配，但对此用户在冷却', 'fits, but rests for this user'),
    'other-kind': t('只听别的消息类型', 'listens to other kinds'),
    'does-not-fit': t('关键词不匹配', 'keywords do not fit'),
  })[name];

export const trigger = (name: Trigger): string =>
  ({
    message: t('发消息', 'message'),
    'menu-click': t('点菜单', 'menu tap'),
    follow: t('关注', 'follow'),
    scan: t('扫码', 'code scan'),
    'enter-mini-program': t('进入小程序客服', 'entering'),
  })[name];

export const channelName = (name: Channel): string =>
  ({
    'qr-code': t('扫码', 'QR code'),
    follow: t('关注', 'follow'),
    'mini-program': t('小程序', 'mini program'),
    message: t('发消息', 'message'),
    menu: t('菜单', 'menu'),
    other: t('其他', 'other'),
  })[name] ?? name;

export const ticketState = (state: TicketState): string =>
  ({
    open: t('待处理', 'open'),
    assigned: t('处理中', 'assigned'),
    'waiting-for-customer': t('等客户回复', 'waiting for customer'),
    solved: t('已解决', 'solved'),
    closed: t('已关闭', 'closed'),
  })[state] ?? state;

export const ticketPriority = (priority: TicketPriority): string =>
  ({ low: t('低', 'low'), normal: t('普通', 'normal'), high: t('高', 'high'), urgent: t('紧急', 'urgent') })[
    priority
  ] ?? priority;

export const ticketStep = (what: TicketEvent['what']): string =>
  ({
    opened: t('提出', 'opened'),
    message: t('客户说', 'customer wrote'),
    reply: t('回复客户', 'answered'),
    note: t('内部备注', 'note'),
    state: t('状态', 'state'),
    assigned: t('指派', 'assigned'),
    priority: t('优先级', 'priority'),
    due: t('截止时间', 'due'),
    'handed-over': t('转交部门', 'handed over'),
    escalated: t('升级', 'escalated'),
    told: t('已告知客户', 'customer told'),
  })[what] ?? what;
