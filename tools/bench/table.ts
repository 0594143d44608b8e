import Table from 'cli-table3';
import type { Row } from './row.ts';

/** Whether a row keeps its bar; undefined when it has none. */
export const keepsBar = ({ value, bar }: Row): boolean | undefined => (bar === undefined ? undefined : value <= bar);

/** The rows as people read them. */
export function printed(rows: readonly Row[]): string {
  const table = new Table({
    head: ['what', 'value', 'bar', 'floor', '', 'note'],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) {
    const { name, value, unit, bar, floor, note = '' } = row;
    const kept = keepsBar(row);
    const verdict = kept === undefined ? '' : kept ? 'ok' : 'OVER';
    table.push([
      name,
      `${short(value)} ${unit}`,
      bar === undefined ? '' : short(bar),
      floor === undefined ? '' : short(floor),
      verdict,
      note,
    ]);
  }
  return table.toString();
}

/** Three digits are what a repeated run agrees on. */
const short = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
