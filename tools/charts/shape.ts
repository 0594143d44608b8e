import { legalText } from '../../functions/wechat/xml-text.ts';

/** A piece of a drawing: an SVG element as data, so that files and the console page draw the same. */
export interface Shape {
  tag: string;
  attributes: Readonly<Record<string, string | number>>;
  children: readonly (Shape | string)[];
}

/** A drawing of its own size, in pixels. */
export interface Chart {
  /** What a command calls it by. */
  id: string;
  title: string;
  width: number;
  height: number;
  shapes: readonly Shape[];
}

/** Make a piece. */
export const shape = (
  tag: string,
  attributes: Shape['attributes'] = {},
  ...children: readonly (Shape | string)[]
): Shape => ({ tag, attributes, children });

/** Attributes of the element that holds a chart. */
export const frameOf = ({ width, height, title }: Chart): Record<string, string | number> => ({
  viewBox: `0 0 ${width} ${height}`,
  role: 'img',
  'aria-label': title,
  'font-family': 'sans-serif',
  'font-size': 12,
});

/** A chart as the text of an SVG file, on white. */
export function svgText(chart: Chart): string {
  const { width, height, shapes } = chart;
  const paper = shape('rect', { width, height, fill: '#fff' });
  const frame = { xmlns: 'http://www.w3.org/2000/svg', width, height, ...frameOf(chart) };
  return `${textOf(shape('svg', frame, paper, ...shapes))}\n`;
}

function textOf(piece: Shape | string): string {
  if (typeof piece === 'string') return escaped(piece);
  const { tag, attributes, children } = piece;
  const names = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(`${value}`)}"`);
  return `<${tag}${names.join('')}>${children.map(textOf).join('')}</${tag}>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => legalText(text).replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
