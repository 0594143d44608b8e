import { colourOf, INK, INK_SOFT } from './palette.ts';
import { type Shape, shape } from './shape.ts';
import { fitting } from './words.ts';

/** Height of what stands above a chart: its title, and the names of its series when there are several. */
export const headHeight = (series: readonly string[]): number => (series.length > 1 ? 54 : 34);

/** The title, and the names of the series in their colours. */
export function headOf(title: string, series: readonly string[], width: number): Shape[] {
  const heading = shape('text', { x: 0, y: 18, 'font-size': 15, 'font-weight': 600, fill: INK }, title);
  if (series.length < 2) return [heading];
  const slot = Math.min(140, width / series.length);
  const names = series.flatMap((name, index) => [
    shape('rect', { x: index * slot, y: 30, width: 10, height: 10, rx: 2, fill: colourOf(index) }),
    shape('text', { x: index * slot + 15, y: 39, fill: INK_SOFT }, fitting(name, slot - 20)),
  ]);
  return [heading, ...names];
}
