import type { RuleReply, WeeklyHours } from './rule.ts';

/** What an account may do at WeChat; an unverified account has none. */
export interface Rights {
  kf: boolean;
  customSend: boolean;
  menu: boolean;
  material: boolean;
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
  groups: Record<string, string[]>;
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
  /** Match traditional characters as simplified. @default false */
  foldTraditional: boolean;
}
