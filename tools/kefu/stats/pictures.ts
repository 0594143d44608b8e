import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Report } from '../../../functions/domain/statistics/report.ts';
import { NoFontError, pngOf } from '../../charts/png.ts';
import { CHARTS, reportCharts } from '../../charts/report-charts.ts';
import { type Chart, svgText } from '../../charts/shape.ts';
import { reportSheet } from '../../charts/sheet.ts';
import { Failure } from '../shared/failure.ts';
import type { Language } from '../shared/language.ts';

/** Which pictures of a report are wanted. */
export interface Pictures {
  svg?: string | undefined;
  png?: string | undefined;
  /** One of `CHARTS`; else all of them on one sheet. */
  chart?: string | undefined;
  /** A font file for the PNG. */
  font?: string | undefined;
}

/** What a picture shows. */
interface Pictured {
  title: string;
  report: Report;
  language: Language;
}

const CHART_WIDTH = 720;

/** Options for pictures. */
export const withPictures = (command: Command): Command =>
  command
    .option('--svg <file>', 'the charts into this file, for a mail')
    .option('--png <file>', 'the same as a picture of pixels')
    .addOption(new Option('--chart <name>', 'only this chart; else all of them').choices(CHARTS))
    .option('--font <file>', 'the font of a PNG; else one of the system that has Chinese');

/** Write what is wanted. @throws Failure when a chart would be empty, or no font can draw a PNG */
export async function writePictures(pictured: Pictured, { svg, png, chart: name, font }: Pictures): Promise<void> {
  const chart = name === undefined ? sheetOf(pictured) : chartOf(pictured, name);
  if (svg !== undefined) writeFileSync(svg, svgText(chart));
  if (png !== undefined) writeFileSync(png, await pngFor(chart, font));
}

const sheetOf = ({ title, report, language }: Pictured): Chart => reportSheet(title, report, language);

function chartOf({ report, language }: Pictured, name: string): Chart {
  const found = reportCharts(report, { language, width: CHART_WIDTH }).find(({ id }) => id === name);
  if (found) return found;
  throw new Failure('failed', {
    zh: `这段时间没有可画在图表 ${name} 里的数据。`,
    en: `There is nothing to draw in the chart ${name} for this time.`,
  });
}

async function pngFor(chart: Chart, font: string | undefined): Promise<Uint8Array> {
  try {
    return await pngOf(chart, font);
  } catch (error) {
    if (error instanceof NoFontError) throw new Failure('failed', noFont(error.file), { cause: error });
    throw error;
  }
}

const noFont = (file: string | undefined) =>
  file === undefined
    ? {
        zh: '没有找到能写出图中文字的字体，PNG 里只会是方框。请安装一个（Debian/Ubuntu：apt-get install fonts-noto-cjk），或用 --font 指定字体文件；--svg 不需要字体。',
        en: 'No font was found that has the characters of the picture: a PNG would hold empty boxes. Install one (Debian/Ubuntu: apt-get install fonts-noto-cjk), or name a font file with --font; --svg needs none.',
      }
    : {
        zh: `字体文件 ${file} 读不了，或没有图中的文字（中文）。`,
        en: `The font file ${file} cannot be read, or lacks the characters of the picture (Chinese).`,
      };
