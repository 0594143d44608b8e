import type { Report } from './report.ts';

/** Where a section of the report begins in the file, and what its columns are. */
type Rows = readonly object[];

/** The periods of a report as CSV (RFC 4180), one line each; with the byte order mark that spreadsheets need for Chinese. */
export const periodsCsv = ({ periods }: Report): string => csvOf(periods);

/** Any list of flat records as CSV. The columns are those of all records. */
export function csvOf(rows: Rows): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => cell((row as Record<string, unknown>)[column])));
  return `\uFEFF${[columns.map(cell), ...lines].map((line) => line.join()).join('\r\n')}\r\n`;
}

/** A text that begins like a formula would be run by a spreadsheet: an apostrophe makes it a text. */
function cell(value: unknown): string {
  const typed = value === undefined || value === null ? '' : `${value}`;
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(typed) ? `'${typed}` : typed;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
