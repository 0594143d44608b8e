import { TICKET_PRIORITIES, type TicketPriority } from '../../ticket.ts';
import {
  TICKET_DEFAULTS,
  type TicketAssignment,
  type TicketEscalation,
  type TicketSettings,
  type TicketTexts,
} from '../../ticket-settings.ts';
import type { Settings } from '../settings.ts';
import { asList, asMap, describe, isAbsent, readNumber, readWord, refuseUnknown, type Typed } from './reading.ts';
import { checkText } from './reply-fields.ts';
import { fault, type Report } from './report.ts';
import { readNotice } from './settings-maps.ts';

/** How tickets are treated; what is not said stays as it is by default. */
export function readTickets(report: Report, value: unknown): Partial<Settings> | undefined {
  const map = asMap(value);
  if (map === undefined) return fault(report, 'tickets', `is ${describe(value)}; write a map`);
  refuseUnknown(report, map, Object.keys(TICKET_DEFAULTS), 'tickets.');
  const days = readNumber(report, { 'tickets.closeAfterDays': map.closeAfterDays }, 'tickets.closeAfterDays', {
    min: 1,
    max: 90,
  });
  const tickets: TicketSettings = {
    dueHours: readDueHours(report, map.dueHours),
    assign: asList(map.assign).map((one, i) => readAssignment(report, one, `tickets.assign[${i}]`)),
    escalate: isAbsent(map.escalate) ? {} : readPlace(report, map.escalate, 'tickets.escalate', []),
    closeAfterDays: days ?? TICKET_DEFAULTS.closeAfterDays,
    texts: readTexts(report, map.texts),
  };
  return { tickets };
}

function readDueHours(report: Report, value: unknown): TicketSettings['dueHours'] {
  const read = { ...TICKET_DEFAULTS.dueHours };
  if (isAbsent(value)) return read;
  const map = asMap(value) ?? Object.fromEntries(TICKET_PRIORITIES.map((priority) => [priority, value]));
  refuseUnknown(report, map, TICKET_PRIORITIES, 'tickets.dueHours.');
  for (const priority of TICKET_PRIORITIES) {
    const field = `tickets.dueHours.${priority}`;
    const hours = readNumber(report, { [field]: map[priority] }, field, { min: 0.1, max: 8_760, whole: false });
    if (hours !== undefined) read[priority] = hours;
  }
  return read;
}

function readAssignment(report: Report, value: unknown, field: string): TicketAssignment {
  const place = readPlace(report, value, field, ['category', 'contains']);
  const typed = asMap(value) ?? {};
  if (Object.keys(place).length === 0) fault(report, field, 'gives nothing; write group, assignee or priority');
  return { ...mayName(report, typed, field, 'category'), ...mayName(report, typed, field, 'contains'), ...place };
}

/** Where a ticket goes. */
function readPlace(report: Report, value: unknown, field: string, others: string[]): TicketEscalation {
  const typed = asMap(value);
  const known = [...others, 'group', 'assignee', 'priority'];
  if (typed === undefined)
    return fault(report, field, `is ${describe(value)}; write a map with ${known.join(', ')}`) ?? {};
  refuseUnknown(report, typed, known, `${field}.`);
  const priority: TicketPriority | undefined = readWord(report, typed.priority, `${field}.priority`, TICKET_PRIORITIES);
  return {
    ...mayName(report, typed, field, 'group'),
    ...mayName(report, typed, field, 'assignee'),
    ...(priority !== undefined && { priority }),
  };
}

function mayName<Name extends string>(
  report: Report,
  typed: Typed,
  field: string,
  name: Name,
): { [Key in Name]?: string } {
  if (isAbsent(typed[name])) return {};
  const text = checkText(report, `${field}.${name}`, typed[name])?.trim();
  return (text === undefined ? {} : { [name]: text }) as { [Key in Name]?: string };
}

function readTexts(report: Report, value: unknown): TicketTexts {
  const read: TicketTexts = { ...TICKET_DEFAULTS.texts };
  if (isAbsent(value)) return read;
  const map = asMap(value);
  if (map === undefined) return fault(report, 'tickets.texts', `is ${describe(value)}; write a map`) ?? read;
  refuseUnknown(report, map, Object.keys(read), 'tickets.texts.');
  for (const name of ['assigned', 'solved', 'closed'] as const) {
    const text = isAbsent(map[name]) ? undefined : readNotice(report, map[name], `tickets.texts.${name}`);
    if (text !== undefined) read[name] = text;
  }
  const reply = isAbsent(map.reply) ? undefined : checkText(report, 'tickets.texts.reply', map.reply);
  if (reply?.includes('{text}')) read.reply = reply;
  else if (reply !== undefined)
    fault(report, 'tickets.texts.reply', 'lacks {text}, where the words of the agent go; add it');
  return read;
}
