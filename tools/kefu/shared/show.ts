import { cut, moment, table } from './table.ts';

/** Rows of objects under the names of the fields wanted; times are shown as a person reads them. */
export function rowsTable(rows: readonly object[], fields: readonly string[], empty: string): string {
  if (rows.length === 0) return empty;
  return table(
    [...fields],
    rows.map((row) => fields.map((field) => cell(field, (row as Record<string, unknown>)[field]))),
  );
}

/** Fields of an answer, one on a line. */
export function linesOf(fields: object, indent = ''): string {
  return Object.entries(fields)
    .filter(([name]) => name !== 'ok')
    .map(([name, value]) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? `${indent}${name}\n${linesOf(value, `${indent}  `)}`
        : `${indent}${name}  ${cell(name, value)}`,
    )
    .join('\n');
}

function cell(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' && /At$/.test(name)) return moment(value);
  if (typeof value === 'boolean') return value ? '✓' : '';
  return cut(typeof value === 'object' ? JSON.stringify(value) : String(value), 200);
}
