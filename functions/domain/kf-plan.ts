import { isDeepStrictEqual } from 'node:util';
import type { KfAccount } from './kf-account.ts';
import { KF_ACCOUNTS_MAX } from './kf-names.ts';
import type { DeclaredAgent } from './rules/settings.ts';

/** One seat as a team wants it. */
export interface DeclaredSeat {
  /** `prefix@微信号`; for a mini program the agent's 微信号, which is all WeChat knows them by. */
  kfAccount: string;
  nickname: string;
  /** Whom to invite. */
  wechatId?: string;
  /** Absent = the groups are left as they are. */
  groups?: string[];
  capacity?: number;
  autoAccept?: boolean;
  /** Absent = they are left as they are. */
  skills?: string[];
  /** Nothing is ever removed without it. */
  remove?: boolean;
}

/** What our own settings say of the seats. */
export interface SeatSettings {
  groups: Record<string, string[]>;
  agents: Record<string, DeclaredAgent>;
}

/** One call that brings WeChat closer to what is declared. */
export type SeatStep =
  | { do: 'remove'; kfAccount: string; kfOpenId?: string }
  | { do: 'add'; kfAccount: string; nickname: string }
  | { do: 'rename'; kfAccount: string; nickname: string; was: string }
  | { do: 'invite'; kfAccount: string; wechatId: string; because: 'not-bound' | 'expired' | 'rejected' };

/** Something a person should know; nothing is done about it. */
export interface SeatNote {
  kfAccount: string;
  note: string;
}

export interface KfPlan {
  steps: SeatStep[];
  /** The settings after it; absent when they are so already. */
  settings?: SeatSettings;
  notes: SeatNote[];
  /** Why nothing of it can be done. */
  fault?: string;
}

/** Steps from how things stand to what is declared: room is made first, then seats, names and invitations. */
export function planKf(
  declared: readonly DeclaredSeat[],
  current: readonly KfAccount[],
  settings: SeatSettings,
  options: { miniProgram: boolean },
): KfPlan {
  const known = new Map(current.map((seat) => [nameOf(seat, options), seat]));
  const plan: KfPlan = { steps: [], notes: [] };
  const leaving = new Set(declared.filter(({ remove }) => remove).map(({ kfAccount }) => kfAccount));
  const staying = current.filter((seat) => !leaving.has(nameOf(seat, options)));
  for (const seat of declared) planSeat(plan, seat, known, staying, options);
  plan.steps.sort((a, b) => ORDER[a.do] - ORDER[b.do]);
  const count = current.length + plan.steps.reduce((sum, step) => sum + (GROWTH[step.do] ?? 0), 0);
  if (count > KF_ACCOUNTS_MAX) {
    plan.fault = `there would be ${count} kf accounts; WeChat allows ${KF_ACCOUNTS_MAX}`;
  }
  const next = settingsAfter(declared, settings);
  return isDeepStrictEqual(next, settings) ? plan : { ...plan, settings: next };
}

const ORDER: Record<SeatStep['do'], number> = { remove: 0, add: 1, rename: 2, invite: 3 };
const GROWTH: Partial<Record<SeatStep['do'], number>> = { remove: -1, add: 1 };

/** What a seat is declared by. */
function nameOf(seat: KfAccount, { miniProgram }: { miniProgram: boolean }): string {
  return miniProgram ? (seat.wechatId ?? seat.invitation?.wechatId ?? seat.kfAccount) : seat.kfAccount;
}

function planSeat(
  plan: KfPlan,
  seat: DeclaredSeat,
  known: ReadonlyMap<string, KfAccount>,
  staying: readonly KfAccount[],
  { miniProgram }: { miniProgram: boolean },
): void {
  const { kfAccount, nickname } = seat;
  const now = known.get(kfAccount);
  if (seat.remove) {
    if (now)
      plan.steps.push({ do: 'remove', kfAccount, ...(now.kfOpenId !== undefined && { kfOpenId: now.kfOpenId }) });
    return;
  }
  if (!now) plan.steps.push({ do: 'add', kfAccount, nickname });
  // A mini program's agents carry their own names, and adding them is inviting them.
  if (miniProgram) return;
  if (now && now.nickname !== nickname) plan.steps.push({ do: 'rename', kfAccount, nickname, was: now.nickname });
  if (seat.wechatId !== undefined) planInvitation(plan, kfAccount, seat.wechatId, now, staying);
}

function planInvitation(
  plan: KfPlan,
  kfAccount: string,
  wechatId: string,
  now: KfAccount | undefined,
  staying: readonly KfAccount[],
): void {
  if (now?.wechatId === wechatId) return;
  const note = obstacle(kfAccount, wechatId, now, staying);
  if (note !== undefined) plan.notes.push({ kfAccount, note });
  else plan.steps.push({ do: 'invite', kfAccount, wechatId, because: becauseOf(now) });
}

/** Why an invitation would be refused, or is not needed; undefined when it can be sent. */
function obstacle(
  kfAccount: string,
  wechatId: string,
  now: KfAccount | undefined,
  staying: readonly KfAccount[],
): string | undefined {
  if (now?.wechatId !== undefined) {
    return `is bound to ${now.wechatId}, not to ${wechatId}: remove it and add it again to change that`;
  }
  const elsewhere = staying.find((other) => other.kfAccount !== kfAccount && holds(other, wechatId));
  if (elsewhere) return `${wechatId} is taken by ${elsewhere.kfAccount}: one WeChat serves one kf account`;
  if (now?.invitation?.status !== 'waiting') return undefined;
  const { wechatId: invited } = now.invitation;
  if (invited === wechatId) return `${wechatId} is invited and has to accept in WeChat`;
  return `an invitation of ${invited} is pending: ${wechatId} can be invited when it has ended`;
}

function becauseOf(now: KfAccount | undefined): 'not-bound' | 'expired' | 'rejected' {
  const status = now?.invitation?.status;
  return status === 'expired' || status === 'rejected' ? status : 'not-bound';
}

const holds = (seat: KfAccount, wechatId: string): boolean =>
  seat.wechatId === wechatId ||
  (seat.wechatId === undefined && seat.invitation?.status === 'waiting' && seat.invitation.wechatId === wechatId);

function settingsAfter(declared: readonly DeclaredSeat[], before: SeatSettings): SeatSettings {
  const groups = Object.fromEntries(Object.entries(before.groups).map(([name, seats]) => [name, [...seats]]));
  const agents = { ...before.agents };
  for (const seat of declared) {
    if (seat.remove || seat.groups !== undefined)
      regroup(groups, seat.kfAccount, seat.remove ? [] : (seat.groups ?? []));
    if (seat.remove) delete agents[seat.kfAccount];
    else declareAgent(agents, seat);
  }
  return { groups, agents };
}

function regroup(groups: Record<string, string[]>, kfAccount: string, wanted: string[]): void {
  for (const [name, seats] of Object.entries(groups)) {
    if (!wanted.includes(name)) groups[name] = seats.filter((seat) => seat !== kfAccount);
  }
  for (const name of wanted) {
    const seats = groups[name] ?? [];
    groups[name] = seats.includes(kfAccount) ? seats : [...seats, kfAccount];
  }
}

function declareAgent(agents: Record<string, DeclaredAgent>, seat: DeclaredSeat): void {
  const { kfAccount, capacity, autoAccept, skills } = seat;
  if (capacity === undefined && autoAccept === undefined && skills === undefined) return;
  const before = agents[kfAccount];
  const [kept, able] = [capacity ?? before?.capacity, skills ?? before?.skills];
  agents[kfAccount] = {
    ...(kept !== undefined && { capacity: kept }),
    autoAccept: autoAccept ?? before?.autoAccept ?? false,
    ...(able !== undefined && { skills: able }),
  };
}
