/** One line of a chart. */
export interface Series {
  name: string;
  values: readonly number[];
}

const WIDTH = 960;
const HEIGHT = 360;
const LEFT = 56;
const TOP = 56;
const BOTTOM = 56;
const COLOURS = ['#07c160', '#10aeff', '#fa9d3b', '#fa5151'];
const MOST_LABELS = 12;

/** A chart of bars, grouped by period, as an SVG file: for a weekly mail. */
export function barChart(title: string, periods: readonly string[], series: readonly Series[]): string {
  const highest = niceCeiling(Math.max(1, ...series.flatMap(({ values }) => values)));
  const inner = { width: WIDTH - LEFT - 16, height: HEIGHT - TOP - BOTTOM };
  const y = (value: number) => TOP + inner.height * (1 - value / highest);
  const slot = inner.width / Math.max(1, periods.length);
  const bar = (slot * 0.8) / Math.max(1, series.length);
  const bars = series.flatMap(({ name, values }, index) =>
    values.map((value, at) => {
      const x = LEFT + at * slot + slot * 0.1 + index * bar;
      const tip = `<title>${escaped(`${periods[at] ?? ''} ${name}: ${value}`)}</title>`;
      return `<rect x="${fixed(x)}" y="${fixed(y(value))}" width="${fixed(bar)}" height="${fixed((inner.height * value) / highest)}" fill="${colour(index)}">${tip}</rect>`;
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="24" font-size="16">${escaped(title)}</text>`,
    ...legend(series),
    ...[0, 0.25, 0.5, 0.75, 1].map((part) => gridLine(part * highest, y(part * highest))),
    ...bars,
    ...labels(periods, slot),
    '</svg>\n',
  ].join('\n');
}

const colour = (index: number): string => COLOURS[index % COLOURS.length] ?? '';
const fixed = (value: number): string => value.toFixed(1);

/** 1, 2 or 5 times a power of ten, or one between that still divides by four. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 5, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

const gridLine = (value: number, y: number): string =>
  `<line x1="${LEFT}" x2="${WIDTH - 16}" y1="${fixed(y)}" y2="${fixed(y)}" stroke="#e5e5e5"/><text x="${LEFT - 8}" y="${fixed(y + 4)}" text-anchor="end" fill="#666">${Number(value.toFixed(2))}</text>`;

function legend(series: readonly Series[]): string[] {
  return series.map(({ name }, index) => {
    const x = LEFT + index * 150;
    return `<rect x="${x}" y="34" width="10" height="10" fill="${colour(index)}"/><text x="${x + 16}" y="43">${escaped(name)}</text>`;
  });
}

/** As many labels as there is room for. */
function labels(periods: readonly string[], slot: number): string[] {
  const every = Math.ceil(periods.length / MOST_LABELS);
  return periods.flatMap((period, at) => {
    if (at % every !== 0) return [];
    const x = LEFT + (at + 0.5) * slot;
    return [
      `<text x="${fixed(x)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle" fill="#666">${escaped(period)}</text>`,
    ];
  });
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
