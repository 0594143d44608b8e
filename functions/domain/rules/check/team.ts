import type { DeclaredAgent } from '../settings.ts';
import {
  asList,
  asMap,
  asText,
  describe,
  isAbsent,
  readBoolean,
  readNumber,
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
  refuseUnknown(report, typed, ['capacity', 'autoAccept'], `${field}.`);
  const named = { [`${field}.capacity`]: typed.capacity, [`${field}.autoAccept`]: typed.autoAccept };
  if (isAbsent(value)) fault(report, field, 'is empty; write a map with capacity and autoAccept');
  const capacity = readNumber(report, named, `${field}.capacity`, { min: 1, max: 1000 });
  return {
    autoAccept: readBoolean(report, named, `${field}.autoAccept`, false),
    ...(capacity !== undefined && { capacity }),
  };
}
