import { headHeight, headOf } from './legend.ts';
import { colourOf, INK_SOFT, LINE } from './palette.ts';
import { type Chart, type Shape, shape } from './shape.ts';

/** One line of figures of a chart. */
export interface Series {
  name: string;
  values: readonly number[];
}

/** What a chart of columns shows: figures by period, side by side. */
export interface Columns {
  id: string;
  title: string;
  periods: readonly string[];
  series: readonly Series[];
  width: number;
}

const PLOT = 170;
const LEFT = 40;
const FOOT = 26;
/** Room for the label of a period. */
const LABEL = 44;

/** A chart of columns, grouped by period. */
export function columns({ id, title, periods, series, width }: Columns): Chart {
  const names = series.map(({ name }) => name);
  const top = headHeight(names);
  const highest = niceCeiling(Math.max(1, ...series.flatMap(({ values }) => values)));
  const y = (value: number) => top + PLOT * (1 - value / highest);
  const slot = (width - LEFT) / Math.max(1, periods.length);
  const bar = (slot * 0.8) / Math.max(1, series.length);
  const bars = series.flatMap(({ name, values }, index) =>
    values.map((value, at) => {
      const x = LEFT + at * slot + slot * 0.1 + index * bar;
      const place = { x: fixed(x), y: fixed(y(value)), width: fixed(bar), height: fixed((PLOT * value) / highest) };
      const tip = shape('title', {}, `${periods[at] ?? ''} ${name}: ${value}`);
      return shape('rect', { ...place, fill: colourOf(index) }, tip);
    }),
  );
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap((part) => gridLine(part * highest, y(part * highest), width));
  const shapes = [...headOf(title, names, width), ...grid, ...bars, ...labels(periods, slot, top)];
  return { id, title, width, height: top + PLOT + FOOT, shapes };
}

const fixed = (value: number): string => value.toFixed(1);

/** A whole number not below the highest, four times a step that is easy to read. */
function niceCeiling(highest: number): number {
  const rough = Math.max(1, highest / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8].find((one) => Number.isInteger(one * power) && one * power >= rough);
  return 4 * (step ?? 10) * power;
}

const gridLine = (value: number, y: number, width: number): Shape[] => [
  shape('line', { x1: LEFT, x2: width, y1: fixed(y), y2: fixed(y), stroke: LINE }),
  shape('text', { x: LEFT - 6, y: fixed(y + 4), 'text-anchor': 'end', fill: INK_SOFT }, `${value}`),
];

/** As many labels as there is room for. */
function labels(periods: readonly string[], slot: number, top: number): Shape[] {
  const every = Math.max(1, Math.ceil(LABEL / slot));
  return periods.flatMap((period, at) => {
    if (at % every !== 0) return [];
    const x = fixed(LEFT + (at + 0.5) * slot);
    return [shape('text', { x, y: top + PLOT + 18, 'text-anchor': 'middle', fill: INK_SOFT }, period)];
  });
}
