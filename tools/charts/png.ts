import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type * as Resvg from '@resvg/resvg-wasm';
import { systemFonts } from './font.ts';
import { type Chart, svgText } from './shape.ts';

/** No font was found that can draw the text of a picture: without one it would hold empty boxes. */
export class NoFontError extends Error {
  /** The file that was named, if one was. */
  readonly file: string | undefined;
  constructor(file?: string) {
    super(file === undefined ? 'no font' : `no font: ${file}`);
    this.file = file;
  }
}

/** Pixels of the picture for one of the drawing: sharp on every screen. */
const ZOOM = 2;
const CHINESE = /\p{Script=Han}/u;

/**
 * A chart as a PNG. The renderer takes no fonts of the system's: a font file is looked for, or given.
 *
 * @throws NoFontError
 */
export async function pngOf(chart: Chart, fontFile?: string): Promise<Uint8Array> {
  const svg = svgText(chart);
  const { Resvg: Renderer, initWasm } = await import('@resvg/resvg-wasm');
  await load(initWasm);
  const font = fontFor(Renderer, CHINESE.test(svg), fontFile);
  const picture = new Renderer(svg, { font: { fontBuffers: [font] }, fitTo: { mode: 'zoom', value: ZOOM } });
  return picture.render().asPng();
}

let loading: Promise<void> | undefined;

/** Beside the bundle of the package, or where the library is installed. */
function load(initWasm: typeof Resvg.initWasm): Promise<void> {
  const beside = new URL('resvg.wasm', import.meta.url);
  const file = existsSync(beside) ? beside : new URL(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'));
  loading ??= initWasm(readFileSync(fileURLToPath(file)));
  return loading;
}

function fontFor(Renderer: typeof Resvg.Resvg, needsChinese: boolean, given?: string): Uint8Array {
  for (const file of given === undefined ? systemFonts(needsChinese) : [given]) {
    const font = readFont(file);
    if (font && draws(Renderer, font, needsChinese)) return font;
  }
  throw new NoFontError(given);
}

function readFont(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Whether a font tells characters apart: those it lacks all look alike, or like nothing. */
function draws(Renderer: typeof Resvg.Resvg, font: Uint8Array, needsChinese: boolean): boolean {
  const [one, other] = (needsChinese ? ['统', '计'] : ['a', 'b']).map((character) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><text y="20" font-size="20">${character}</text></svg>`;
    return Buffer.from(new Renderer(svg, { font: { fontBuffers: [font] } }).render().pixels);
  });
  return one !== undefined && other !== undefined && !one.equals(other);
}
