import type { AccountKind } from '../account.ts';
import type { TicketSettings } from '../ticket-settings.ts';
import type { WebhookFamily } from '../webhook.ts';
import type { Trigger } from '../window.ts';
import type { RuleReply, WeeklyHours } from './rule.ts';

/** What an account may do at WeChat; an unverified account has none. */
export interface Rights {
  kf: boolean;
  customSend: boolean;
  menu: boolean;
  material: boolean;
}

/** Custom sends that one act of a user opens, and for how long. */
export interface Quota {
  sends: number;
  seconds: number;
}

/** Texts that we say on our own; false = nothing is said. `{name}` parts are filled in when they are sent. */
export interface Notices {
  /** A tap on a menu asks for a human: events are never transferred, so the user has to type. */
  handOffByEvent: string | false;
  /** After a minute of waiting, once. `{place}`: the place in the queue. */
  queuePlace: string | false;
  /** Nobody came within `waitingMinutes`. `{ticket}`: the number of the ticket that keeps the question. */
  waitedTooLong: string | false;
  /** A message that would be handed off, on an account without customer service. */
  noHumans: string;
  /** Stands over the questions that the user may have meant. */
  didYouMean: string;
  /** The language model did not know, and a human answers: messages are transferred from the next one on. */
  handOffByRobot: string | false;
  /** Asked after a service in which the agent wrote at least twice. */
  satisfaction: string | false;
}

/** What a team declares of one kf account. */
export interface DeclaredAgent {
  /** Sessions at once; absent = not declared, so it is never named in a transfer. */
  capacity?: number;
  /** Whether 自动接入 is on in its client. */
  autoAccept: boolean;
  /** What its agent can do that others cannot: 英语, 维修. Rules hand off to a skill. */
  skills?: string[];
}

/** The language model that answers what no rule does, where the deployment has one. */
export interface ModelSettings {
  /** Questions it may be asked in one day; beyond that they are handed off. @default 200 */
  dailyQuestions: number;
  /** What it may answer from, beside the FAQ items. */
  documents: string[];
}

/** A group robot of the team's own chat; its address is a secret, so it is in SSM. */
export interface NotifyTarget {
  kind: 'wecom' | 'dingtalk' | 'feishu';
  /** Its name in the JSON of the parameter `/kefu/accounts/<account>/notify`. */
  parameter: string;
}

/** The item `@settings` of an account in `kefu-rules`, checked and complete (defaults filled in). */
export interface Settings {
  /** IANA name. @default Asia/Shanghai */
  timeZone: string;
  /** Opening hours of the agents; absent = always open. */
  hours?: WeeklyHours;
  /** `YYYY-MM-DD` in `timeZone`: closed, and open in spite of the weekday (调休). */
  holidays: string[];
  workdays: string[];
  /** `normal`; `humans-only`: every message is handed off; `notice`: every message gets `notice`. */
  mode: 'normal' | 'humans-only' | 'notice';
  notice?: string;
  rights: Rights;
  /** kf accounts by group. */
  groups: Record<string, string[]>;
  /** Where users of a group go while it is full: other groups, each from so many seconds of waiting on. */
  overflow?: Record<string, { group: string; afterSeconds: number }[]>;
  /** By kf account. */
  agents: Record<string, DeclaredAgent>;
  /** Accounts whose rules count here too, nearest first; an own rule of the same id replaces theirs. */
  extends: string[];
  /** Where they differ from WeChat's common figures. */
  quotas: Partial<Record<Trigger, Quota>>;
  notices: Notices;
  /** Who is told of waiting users, of nobody online, of failed sends. */
  notify: NotifyTarget[];
  /** OpenIDs of `audience: "testers"`. */
  testers: string[];
  /** Minutes a user waits before a ticket keeps the question. @default 30 (mini programs 10) */
  waitingMinutes: number;
  /** Said once at a hand-off; false = nothing. */
  handOffNotice: string | false;
  /** Outside `hours`, and with nobody online: the reply or ticket, once in six hours. */
  offHours?: RuleReply;
  nobodyOnline?: RuleReply;
  /** What a message nobody answers gets. @default hand-off */
  unanswered: RuleReply;
  /** What outside systems are told; their addresses are in SSM. */
  webhooks?: WebhookFamily[];
  /** How tickets are treated; absent = by default, see ticketSettings. */
  tickets?: TicketSettings;
  /** Match traditional characters as simplified. @default false */
  foldTraditional: boolean;
  /** Ask a language model what no rule answers; absent = none is asked. */
  robot?: ModelSettings;
  /** Words that mean the same to the FAQ robot, beside those it knows. */
  synonyms: string[][];
}

/** The id of the settings item among the rules of an account. */
export const SETTINGS_ID = '@settings';

/** WeChat's figures for custom sends per act. @see 发送客服消息: official accounts since 2023-06, mini programs */
export const QUOTAS: Record<Trigger, Quota> = {
  message: { sends: 5, seconds: 48 * 3600 },
  'menu-click': { sends: 3, seconds: 60 },
  follow: { sends: 3, seconds: 60 },
  scan: { sends: 3, seconds: 60 },
  'enter-mini-program': { sends: 2, seconds: 60 },
};

/** What is said unless the settings say otherwise. */
export const NOTICES: Notices = {
  handOffByEvent: '请直接输入您的问题，马上为您转接人工客服。',
  queuePlace: '您前面还有 {place} 位用户在等待，请稍候；回复“取消”返回自助服务。',
  waitedTooLong: '抱歉，客服暂时繁忙，您的问题已记录（编号 {ticket}），我们会尽快回复您。',
  noHumans: '抱歉，我暂时无法回答这个问题，请换个说法再试一次。',
  didYouMean: '您是不是想问（回复数字即可）：',
  handOffByRobot: '这个问题需要人工客服为您解答，请再发一条消息，马上为您转接。',
  satisfaction: '请问您对本次服务满意吗？（点击或回复数字）',
};

/** Said once at a hand-off, where custom sends are allowed. */
export const HAND_OFF_NOTICE = '已为您转接人工客服，请直接描述您的问题，我们会尽快回复。';

/** Settings of an account that has no `@settings` item. A subscription account is taken to be unverified until probed. */
export function defaultSettings(accountKind: AccountKind): Settings {
  const verified = accountKind !== 'subscription';
  const rights = {
    kf: verified,
    customSend: verified,
    menu: accountKind === 'service',
    material: accountKind === 'service',
  };
  return {
    timeZone: 'Asia/Shanghai',
    holidays: [],
    workdays: [],
    mode: 'normal',
    rights,
    groups: {},
    agents: {},
    extends: [],
    quotas: {},
    notices: NOTICES,
    notify: [],
    testers: [],
    waitingMinutes: accountKind === 'mini-program' ? 10 : 30,
    foldTraditional: false,
    synonyms: [],
    ...followingRights(rights),
  };
}

/** The defaults that depend on what the account may do. */
export function followingRights({ kf, customSend }: Rights): Pick<Settings, 'handOffNotice' | 'unanswered'> {
  return {
    handOffNotice: customSend ? HAND_OFF_NOTICE : false,
    unanswered: kf ? { kind: 'hand-off' } : { kind: 'text', content: NOTICES.noHumans },
  };
}
