import type { DeclaredAgent, Settings } from '../settings.ts';
import {
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
import { fault, type Report } from './report.ts';

/** kf accounts by group: a map of lists, sets or single names. */
export function readGroups(report: Report, value: unknown): Record<string, string[]> | undefined {
  const map = asMap(value);
  if (map === undefined) return fault(report, 'groups', `is ${describe(value)}; write a map of kf accounts by group`);
  const entries = Object.entries(map).map(([name, members]): [string, string[]] => [
    name,
    readMembers(report, members, `groups.${name}`),
  ]);
  return Object.fromEntries(entries);
}

function readMembers(report: Report, members: unknown, field: string): string[] {
  const list = asList(members);
  if (list.length === 0) fault(report, field, 'is empty; write the kf accounts of the group');
  return list.flatMap((member, i) => {
    const text = asText(member)?.trim();
    if (!text) fault(report, `${field}[${i}]`, `is ${describe(member)}; write a kf account like kf1@name`);
    return text || [];
  });
}

const MAX_OVERFLOW_MINUTES = 1440;

/** Where users of a full group go: a map by group of another group, or of `{group, afterMinutes}`, or a list of these. */
export function readOverflow(
  report: Report,
  value: unknown,
  groups: Record<string, string[]>,
): NonNullable<Settings['overflow']> | undefined {
  const map = asMap(value);
  if (map === undefined) return fault(report, 'overflow', `is ${describe(value)}; write a map of groups by group`);
  refuseUnknown(report, map, Object.keys(groups), 'overflow.');
  const read = Object.entries(map).map(([name, targets]) => {
    const list = asList(targets).map((target) => asMap(target) ?? { group: target });
    return [name, list.flatMap((target, i) => readTarget(report, target, `overflow.${name}[${i}]`, groups))] as const;
  });
  return Object.fromEntries(read);
}

function readTarget(report: Report, typed: Typed, field: string, groups: Record<string, string[]>) {
  refuseUnknown(report, typed, ['group', 'afterMinutes'], `${field}.`);
  const group = readWord(report, typed.group, `${field}.group`, Object.keys(groups));
  if (isAbsent(typed.group)) fault(report, `${field}.group`, 'is missing; write a group of @settings.groups');
  const named = { [`${field}.afterMinutes`]: typed.afterMinutes };
  const minutes = readNumber(report, named, `${field}.afterMinutes`, {
    min: 0,
    max: MAX_OVERFLOW_MINUTES,
    whole: false,
  });
  return group === undefined ? [] : [{ group, afterSeconds: Math.round((minutes ?? 0) * 60) }];
}

/** What the team declares of its kf accounts: a map by kf account. */
export function readAgents(report: Report, value: unknown): Record<string, DeclaredAgent> | undefined {
  const map = asMap(value);
  if (map === undefined) return fault(report, 'agents', `is ${describe(value)}; write a map by kf account`);
  return Object.fromEntries(
    Object.entries(map).map(([name, declared]) => [name, readAgent(report, declared, `agents.${name}`)]),
  );
}

function readAgent(report: Report, value: unknown, field: string): DeclaredAgent {
  const typed: Typed = asMap(value) ?? { capacity: value };
  refuseUnknown(report, typed, ['capacity', 'autoAccept', 'skills'], `${field}.`);
  const named = { [`${field}.capacity`]: typed.capacity, [`${field}.autoAccept`]: typed.autoAccept };
  if (isAbsent(value)) fault(report, field, 'is empty; write a map with capacity and autoAccept');
  const capacity = readNumber(report, named, `${field}.capacity`, { min: 1, max: 1000 });
  return {
    autoAccept: readBoolean(report, named, `${field}.autoAccept`, false),
    ...(capacity !== undefined && { capacity }),
    ...(!isAbsent(typed.skills) && { skills: readSkills(report, typed.skills, `${field}.skills`) }),
  };
}

function readSkills(report: Report, value: unknown, field: string): string[] {
  return asList(value).flatMap((one, i) => {
    const skill = asText(one)?.trim();
    if (!skill) fault(report, `${field}[${i}]`, `is ${describe(one)}; write a word like 英语`);
    return skill || [];
  });
}
