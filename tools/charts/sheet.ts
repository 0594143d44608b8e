import type { Report } from '../../functions/domain/statistics/report.ts';
import { INK, INK_SOFT } from './palette.ts';
import { reportCharts } from './report-charts.ts';
import { type Chart, type Shape, shape } from './shape.ts';
import { fitting, type Language, percent } from './words.ts';

const WIDTH = 720;
const EDGE = 28;
const BETWEEN = 30;
const LINE_HEIGHT = 20;
/** Rules that answered nobody: so many lines of their names. */
const MOST_LINES = 4;

/** A whole report as one picture, for a mail: the figures, then the charts under each other. */
export function reportSheet(heading: string, report: Report, language: Language): Chart {
  const width = WIDTH - 2 * EDGE;
  const stacked: Shape[] = [];
  let y = EDGE;
  const put = (shapes: readonly Shape[], height: number) => {
    stacked.push(shape('g', { transform: `translate(${EDGE} ${y})` }, ...shapes));
    y += height + BETWEEN;
  };
  put(headingOf(heading, report, language, width), 52);
  for (const { shapes, height } of reportCharts(report, { language, width })) put(shapes, height);
  const never = neverHit(report, language, width);
  if (never.length > 0) put(never, never.length * LINE_HEIGHT);
  return { id: 'sheet', title: heading, width: WIDTH, height: y - BETWEEN + EDGE, shapes: stacked };
}

function headingOf(heading: string, { totals }: Report, language: Language, width: number): Shape[] {
  const { messages, solved, solvedShare, handOffs, sessions, missed } = totals;
  const share = solvedShare === undefined ? '' : ` (${percent(solvedShare)})`;
  const figures =
    language === 'zh'
      ? `消息 ${messages}，由规则回答 ${solved}${share}，转人工 ${handOffs}，会话 ${sessions}，错过回复 ${missed}`
      : `${messages} messages, ${solved} answered by rules${share}, ${handOffs} hand-offs, ${sessions} sessions, ${missed} missed`;
  return [
    shape('text', { x: 0, y: 20, 'font-size': 20, 'font-weight': 600, fill: INK }, fitting(heading, width, 20)),
    shape('text', { x: 0, y: 46, 'font-size': 14, fill: INK_SOFT }, fitting(figures, width, 14)),
  ];
}

function neverHit({ neverHit: ids }: Report, language: Language, width: number): Shape[] {
  if (ids.length === 0) return [];
  const title = language === 'zh' ? `没有回答过的规则：${ids.length} 条` : `Rules that answered nobody: ${ids.length}`;
  const lines = wrapped(ids, width).slice(0, MOST_LINES);
  return [
    shape('text', { x: 0, y: 16, 'font-size': 15, 'font-weight': 600, fill: INK }, title),
    ...lines.map((line, at) => shape('text', { x: 0, y: 16 + (at + 1) * LINE_HEIGHT, fill: INK_SOFT }, line)),
  ];
}

/** Names in lines; a name is not broken. */
function wrapped(names: readonly string[], width: number): string[] {
  const lines = [''];
  for (const name of names) {
    const longer = lines.at(-1) ? `${lines.at(-1)}, ${name}` : name;
    if (fitting(longer, width) === longer) lines[lines.length - 1] = longer;
    else lines.push(fitting(name, width));
  }
  return lines;
}
