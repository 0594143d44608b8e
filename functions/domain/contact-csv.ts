import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Contact } from './contact.ts';

/** A row of an import: what is to be known of one person. */
export interface ContactRow {
  /** Line of the file, the heading is 1. */
  line: number;
  openId: string;
  remark?: string;
  tags?: string[];
  /** Free fields, by name; those of other names stay. */
  fields: Record<string, string>;
}

/** What is wrong in a file, and where. */
export interface RowFault {
  line: number;
  field: string;
  message: string;
}

/** What we tell and do not take back: an export can be imported as it is. */
const TOLD = ['name', 'channel', 'source', 'scenes', 'products', 'kfAccount', 'handOffs', 'firstSeenAt', 'lastSeenAt'];
const TYPED = ['openId', 'remark', 'tags'];
const FIELD_PREFIX = 'field:';
const SEPARATOR = ';';
/** OpenIDs have 28 characters; those of test systems may be shorter. */
export const OPEN_ID = /^[A-Za-z0-9_-]{6,64}$/;
/** Limits of what people type. */
export const LIMITS = { remark: 200, tag: 30, tags: 20, fieldName: 40, fieldValue: 500, fields: 50 } as const;

/** Contacts as a file for spreadsheets; texts that a spreadsheet would compute are kept texts. */
export function toCsv(contacts: readonly Contact[]): string {
  const names = [...new Set(contacts.flatMap(({ fields }) => Object.keys(fields)))].sort();
  const columns = [...TYPED, ...names.map((name) => `${FIELD_PREFIX}${name}`), ...TOLD];
  return stringify(contacts.map(rowOf), { header: true, columns, bom: true, escape_formulas: true });
}

function rowOf(contact: Contact): Record<string, string | number> {
  const { openId, remark = '', tags, fields, claims, channel, source = '', scenes, products, kfAccount = '' } = contact;
  return {
    openId,
    remark,
    tags: tags.join(SEPARATOR),
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${FIELD_PREFIX}${name}`, value])),
    name: claims.nickName ?? '',
    channel,
    source,
    scenes: scenes.join(SEPARATOR),
    products: products.join(SEPARATOR),
    kfAccount,
    handOffs: contact.handOffs,
    firstSeenAt: contact.firstSeenAt,
    lastSeenAt: contact.lastSeenAt,
  };
}

/** The rows of a file that are right, and every fault of the others. */
export function fromCsv(text: string): { rows: ContactRow[]; faults: RowFault[] } {
  const table = readTable(text);
  if ('fault' in table) return { rows: [], faults: [table.fault] };
  const [heading, ...records] = table.records;
  const columns = heading?.record.map((name) => name.trim()) ?? [];
  const faults = headingFaults(columns);
  if (faults.length > 0) return { rows: [], faults };
  const checked = records.map(({ record, line }) => checkRow(columns, record, line));
  const repeated = repeatedIds(checked.map(({ row }) => row));
  return {
    rows: checked.filter((one) => one.faults.length === 0 && !repeated.has(one.row.line)).map(({ row }) => row),
    faults: [...checked.flatMap((one) => one.faults), ...repeated.values()].sort((a, b) => a.line - b.line),
  };
}

interface Line {
  record: string[];
  line: number;
}

function readTable(text: string): { records: Line[] } | { fault: RowFault } {
  try {
    const found = parse(text, { bom: true, info: true, skip_empty_lines: true, relax_column_count: true });
    const records = found as unknown as { record: string[]; info: { lines: number } }[];
    return { records: records.map(({ record, info }) => ({ record, line: info.lines })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number((error as CsvError & { lines?: number }).lines ?? 1);
    return { fault: { line, field: '(row)', message: 'is no CSV: a quote is left open or stands inside a text' } };
  }
}

function headingFaults(columns: string[]): RowFault[] {
  const fault = (field: string, message: string): RowFault => ({ line: 1, field, message });
  if (!columns.includes('openId')) return [fault('openId', 'is missing in the first line; name the columns there')];
  return columns.flatMap((name, at) => {
    if (columns.indexOf(name) !== at) return [fault(name, 'is named twice')];
    const known = TYPED.includes(name) || TOLD.includes(name) || name.startsWith(FIELD_PREFIX);
    return known ? [] : [fault(name || `column ${at + 1}`, `is no column; a free field is called field:${name}`)];
  });
}

function checkRow(columns: string[], record: string[], line: number): { row: ContactRow; faults: RowFault[] } {
  const faults: RowFault[] = [];
  const fault = (field: string, message: string) => faults.push({ line, field, message });
  if (record.length !== columns.length) {
    fault('(row)', `has ${record.length} cells; the first line has ${columns.length}`);
    return { row: { line, openId: '', fields: {} }, faults };
  }
  const cells = new Map(columns.map((name, at) => [name, unescaped(record[at] ?? '')]));
  const openId = cells.get('openId') ?? '';
  if (!OPEN_ID.test(openId)) fault('openId', 'is no OpenID; copy it whole, it has 6 to 64 letters, digits, - and _');
  const remark = cells.get('remark');
  if ((remark?.length ?? 0) > LIMITS.remark) fault('remark', `is longer than ${LIMITS.remark} characters`);
  const tags = cells
    .get('tags')
    ?.split(/[;；]/)
    .map((tag) => tag.trim())
    .filter(Boolean);
  for (const message of tagFaults(tags ?? [])) fault('tags', message);
  const fields = freeFields(cells);
  for (const [name, value] of Object.entries(fields)) {
    if (value.length > LIMITS.fieldValue) fault(`field:${name}`, `is longer than ${LIMITS.fieldValue} characters`);
  }
  return { row: { line, openId, ...(remark !== undefined && { remark }), ...(tags && { tags }), fields }, faults };
}

/** What is wrong with somebody's tags. WeChat counts the bytes of a name. */
export const tagFaults = (tags: readonly string[]): string[] => [
  ...tags
    .filter((tag) => Buffer.byteLength(tag) > LIMITS.tag)
    .map((tag) => `holds ${tag.slice(0, 10)}…, which is longer than ${LIMITS.tag} bytes`),
  ...(tags.length > LIMITS.tags ? [`holds ${tags.length} tags; a person has at most ${LIMITS.tags}`] : []),
];

const freeFields = (cells: Map<string, string>): Record<string, string> =>
  Object.fromEntries(
    [...cells]
      .filter(([name, value]) => name.startsWith(FIELD_PREFIX) && value !== '')
      .map(([name, value]) => [name.slice(FIELD_PREFIX.length), value]),
  );

/** As {@link toCsv} writes a text that a spreadsheet would compute. */
const unescaped = (text: string): string => text.trim().replace(/^'(?=[=+\-@\t\r])/, '');

function repeatedIds(rows: readonly ContactRow[]): Map<number, RowFault> {
  const first = new Map<string, number>();
  const repeated = new Map<number, RowFault>();
  for (const { openId, line } of rows) {
    const before = first.get(openId);
    if (openId === '') continue;
    if (before === undefined) first.set(openId, line);
    else repeated.set(line, { line, field: 'openId', message: `stands in line ${before} already` });
  }
  return repeated;
}
