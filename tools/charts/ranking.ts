import { headHeight, headOf } from './legend.ts';
import { colourOf, INK } from './palette.ts';
import { type Chart, type Shape, shape } from './shape.ts';
import { fitting } from './words.ts';

/** One thing with its figures, one for each series; a figure that is absent was not measured. */
export interface Row {
  label: string;
  values: readonly (number | undefined)[];
}

/** What a chart of lying bars shows: the figures of things with names. */
export interface Ranking {
  id: string;
  title: string;
  series: readonly string[];
  rows: readonly Row[];
  width: number;
  /** How a figure is written. @default as it is */
  write?: (value: number) => string;
}

const BAR = 12;
const GAP = 3;
const BETWEEN = 8;
const FOOT = 6;
/** Of the width, for the names. */
const NAMES = 0.36;
/** Room for the figure behind a bar. */
const FIGURE = 70;

/** A chart of lying bars under each other, with the figure behind each. */
export function ranking({ id, title, series, rows, width, write = String }: Ranking): Chart {
  const top = headHeight(series);
  const highest = Math.max(1e-9, ...rows.flatMap(({ values }) => values.map((value = 0) => value)));
  const left = Math.round(width * NAMES);
  const step = series.length * (BAR + GAP) + BETWEEN;
  const bars = rows.flatMap(({ label, values }, at) => {
    const y = top + at * step;
    const middle = y + (series.length * (BAR + GAP) - GAP) / 2 + 4;
    const name = shape('text', { x: 0, y: middle, fill: INK }, fitting(label, left - 8), shape('title', {}, label));
    return [name, ...values.flatMap((value, index) => bar(value, index, y))];
  });

  function bar(value: number | undefined, index: number, rowTop: number): Shape[] {
    const y = rowTop + index * (BAR + GAP);
    const length = ((value ?? 0) / highest) * (width - left - FIGURE);
    const text = value === undefined ? '–' : write(value);
    return [
      shape('rect', { x: left, y, width: Math.max(1, length).toFixed(1), height: BAR, rx: 2, fill: colourOf(index) }),
      shape('text', { x: (left + length + 6).toFixed(1), y: y + BAR - 2, fill: INK }, text),
    ];
  }

  const shapes = [...headOf(title, series, width), ...bars];
  return { id, title, width, height: top + rows.length * step + FOOT, shapes };
}
