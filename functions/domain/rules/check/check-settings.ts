import type { AccountKind } from '../../account.ts';
import { WEBHOOK_FAMILIES } from '../../webhook.ts';
import { isTimeZone } from '../local-time.ts';
import type { Fault, RuleReply } from '../rule.ts';
import { defaultSettings, followingRights, type Rights, type Settings } from '../settings.ts';
import { WRITTEN_BACK } from './check-rule.ts';
import { readHours } from './hours.ts';
import { asDay } from './moments.ts';
import {
  asBoolean,
  asList,
  asMap,
  asText,
  describe,
  isAbsent,
  readBoolean,
  readNumber,
  readWord,
  refuseUnknown,
  type Typed,
} from './reading.ts';
import { readReply } from './replies.ts';
import { checkText } from './reply-fields.ts';
import { emptyReport, fault, type Report, warn } from './report.ts';
import { readRobot } from './robot.ts';
import { readNotice, readNotices, readQuotas, readTarget } from './settings-maps.ts';
import { readSynonyms } from './synonyms.ts';
import { readAgents, readGroups, readOverflow } from './team.ts';
import { readTickets } from './tickets.ts';

export type SettingsCheck =
  | { ok: true; settings: Settings; warnings: Fault[] }
  | { ok: false; faults: Fault[]; warnings: Fault[] };

const KEYS = ['account', 'id', 'note', 'description', ...WRITTEN_BACK];

/** One attribute of the settings: answers the part of the settings it stands for; nothing if at fault. */
type Reader = (
  report: Report,
  value: unknown,
  soFar: Settings,
  accountKind: AccountKind,
) => Partial<Settings> | undefined;

/** In the order they are read: replies are checked against rights and groups. */
export const READERS: { [Name in keyof Settings]-?: Reader } = {
  timeZone: readTimeZone,
  rights: readRights,
  groups: (report, value) => part('groups', readGroups(report, value)),
  overflow: (report, value, { groups }) => part('overflow', readOverflow(report, value, groups)),
  agents: (report, value) => part('agents', readAgents(report, value)),
  hours: (report, value) => part('hours', readHours(report, value, 'hours')),
  holidays: (report, value) => ({ holidays: readDays(report, value, 'holidays') }),
  workdays: (report, value) => ({ workdays: readDays(report, value, 'workdays') }),
  mode: (report, value) => part('mode', readWord(report, value, 'mode', ['normal', 'humans-only', 'notice'])),
  notice: (report, value) => part('notice', checkText(report, 'notice', value)),
  extends: (report, value) => ({ extends: readTexts(report, value, 'extends') }),
  quotas: readQuotas,
  notices: readNotices,
  notify: (report, value) => ({ notify: asList(value).flatMap((one, i) => readTarget(report, one, `notify[${i}]`)) }),
  testers: (report, value) => ({ testers: readTexts(report, value, 'testers') }),
  waitingMinutes: (report, value) =>
    part('waitingMinutes', readNumber(report, { waitingMinutes: value }, 'waitingMinutes', { min: 1, max: 1440 })),
  handOffNotice: (report, value) => part('handOffNotice', readNotice(report, value, 'handOffNotice')),
  offHours: (report, value, soFar, accountKind) =>
    part('offHours', readSaid(report, value, 'offHours', soFar, accountKind)),
  nobodyOnline: (report, value, soFar, accountKind) =>
    part('nobodyOnline', readSaid(report, value, 'nobodyOnline', soFar, accountKind)),
  unanswered: (report, value, soFar, accountKind) =>
    part('unanswered', readSaid(report, value, 'unanswered', soFar, accountKind)),
  tickets: readTickets,
  webhooks: (report, value) => ({
    webhooks: asList(value).flatMap((one, i) => readWord(report, one, `webhooks[${i}]`, WEBHOOK_FAMILIES) ?? []),
  }),
  foldTraditional: (report, value) => ({
    foldTraditional: readBoolean(report, { foldTraditional: value }, 'foldTraditional', false),
  }),
  robot: readRobot,
  synonyms: (report, value) => ({ synonyms: readSynonyms(report, value) }),
};

/** Reads the item `@settings` and fills in what it does not say. All faults at once. Never throws. */
export function checkSettings(item: Typed, accountKind: AccountKind): SettingsCheck {
  const report = emptyReport();
  refuseUnknown(report, item, [...KEYS, ...Object.keys(READERS)]);
  let settings = defaultSettings(accountKind);
  for (const [name, read] of Object.entries(READERS)) {
    const value = item[name];
    if (!isAbsent(value)) settings = { ...settings, ...read(report, value, settings, accountKind) };
  }
  checkTogether(report, settings);
  const { faults, warnings } = report;
  return faults.length > 0 ? { ok: false, faults, warnings } : { ok: true, settings, warnings };
}

function checkTogether(report: Report, { mode, notice, holidays, workdays, rights, notices }: Settings): void {
  if (mode === 'notice' && notice === undefined)
    fault(report, 'notice', 'is missing; mode notice says it to everybody');
  if (mode === 'humans-only' && !rights.kf)
    fault(
      report,
      'mode',
      `is humans-only, but this account has no customer service (rights.kf); everybody would get "${notices.noHumans}"`,
    );
  const both = workdays.find((day) => holidays.includes(day));
  if (both !== undefined) warn(report, 'workdays', `has ${both}, which is in holidays too; it counts as a holiday`);
}

function part<Name extends keyof Settings>(
  name: Name,
  value: Settings[Name] | undefined,
): Partial<Settings> | undefined {
  return value === undefined ? undefined : ({ [name]: value } as Partial<Settings>);
}

function readTimeZone(report: Report, value: unknown): Partial<Settings> | undefined {
  const timeZone = asText(value)?.trim() ?? '';
  if (timeZone !== '' && isTimeZone(timeZone)) return { timeZone };
  return fault(report, 'timeZone', `is ${describe(value)}; write an IANA name like Asia/Shanghai`);
}

const RIGHTS: readonly (keyof Rights)[] = ['kf', 'customSend', 'menu', 'material'];

/** A map of booleans, or the list of those there are. What depends on rights follows them. */
function readRights(report: Report, value: unknown, { rights }: Settings): Partial<Settings> {
  const map = asMap(value);
  const read = map === undefined ? listedRights(report, value) : mappedRights(report, map, rights);
  return { rights: read, ...followingRights(read) };
}

function mappedRights(report: Report, map: Typed, rights: Rights): Rights {
  refuseUnknown(report, map, RIGHTS, 'rights.');
  const read = { ...rights };
  for (const right of RIGHTS) {
    if (isAbsent(map[right])) continue;
    const allowed = asBoolean(map[right]);
    if (allowed === undefined) fault(report, `rights.${right}`, `is ${describe(map[right])}; write true or false`);
    else read[right] = allowed;
  }
  return read;
}

function listedRights(report: Report, value: unknown): Rights {
  const named = asList(value).map((right, i) => readWord(report, right, `rights[${i}]`, [...RIGHTS, 'none']));
  return {
    kf: named.includes('kf'),
    customSend: named.includes('customSend'),
    menu: named.includes('menu'),
    material: named.includes('material'),
  };
}

function readDays(report: Report, value: unknown, field: string): string[] {
  return asList(value).flatMap((typed, i) => {
    const day = asDay(typed);
    if (day === undefined) fault(report, `${field}[${i}]`, `is ${describe(typed)}; write a day like 2026-10-01`);
    return day ?? [];
  });
}

function readTexts(report: Report, value: unknown, field: string): string[] {
  return asList(value).flatMap((typed, i) => {
    const text = asText(typed)?.trim();
    if (!text) fault(report, `${field}[${i}]`, `is ${describe(typed)}; write a text`);
    return text || [];
  });
}

/** A reply that is given on our own account; checked like that of a rule, and it must be something to be answered at once. */
function readSaid(
  report: Report,
  value: unknown,
  field: string,
  settings: Settings,
  accountKind: AccountKind,
): RuleReply | undefined {
  const reply = readReply({ report, path: field, context: { accountKind, settings } }, value);
  if (reply === undefined) return undefined;
  if (reply.kind === 'hand-off' && !settings.rights.kf)
    return fault(
      report,
      `${field}.kind`,
      `is hand-off, but this account has no customer service (rights.kf); use a text or a ticket`,
    );
  return reply;
}
