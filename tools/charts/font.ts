import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

/** Where systems keep their fonts. */
const FOLDERS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  join(homedir(), '.local/share/fonts'),
  join(homedir(), '.fonts'),
  '/System/Library/Fonts',
  '/Library/Fonts',
  'C:\\Windows\\Fonts',
];
/** Fonts that have Chinese characters, the best first. */
const CHINESE = [
  /^Noto ?Sans ?CJK.*Regular/i,
  /^Noto ?Sans ?(SC|CJKsc).*(Regular|VF|wght)/i,
  /^SourceHanSans.*Regular/i,
  /^PingFang/i,
  /^msyh\./i,
  /^wqy-(micro|zen)hei/i,
  /^Hiragino Sans GB/i,
  /^STHeiti Light/i,
  /^simhei\./i,
  /^DroidSansFallback/i,
  /^(Noto ?Serif ?CJK.*Regular|simsun\.)/i,
];
/** Fonts for texts without Chinese. */
const LATIN = [/^DejaVuSans\./i, /^LiberationSans-Regular/i, /^NotoSans-Regular/i, /^arial\./i, /^Helvetica\./i];
const FONT_FILE = /\.(ttf|ttc|otf)$/i;

/** Files of fonts on this machine that should do, the best first: with Chinese characters, then any if none are needed. */
export function systemFonts(needsChinese: boolean): string[] {
  const files = FOLDERS.flatMap(filesIn).filter((file) => FONT_FILE.test(file));
  const wanted = needsChinese ? CHINESE : [...CHINESE, ...LATIN];
  return wanted.flatMap((name) => files.filter((file) => name.test(basename(file))));
}

function filesIn(folder: string): string[] {
  try {
    const found = readdirSync(folder, { recursive: true, withFileTypes: true });
    return found.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
