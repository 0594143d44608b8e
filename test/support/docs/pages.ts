import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the repository. */
export const ROOT = join(import.meta.dirname, '../../..');

/** A page of the documentation. */
export interface Page {
  /** From the folder of the repository. */
  path: string;
  text: string;
}

/** Every page of the documentation. */
export const pages = (): Page[] =>
  globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

/** A command as a reader copies it. */
export interface Command {
  line: number;
  text: string;
}

/** The commands of the fenced `sh` blocks of a page. */
export function commandsOf({ text }: Page): Command[] {
  const commands: Command[] = [];
  let inside = false;
  let open: Command | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.startsWith('```')) inside = line === '```sh';
    else if (inside && (open || (line.trim() !== '' && !line.startsWith('#')))) {
      open = { line: open?.line ?? index + 1, text: open ? `${open.text}\n${line}` : line };
      if (isWhole(open.text)) commands.push(open);
      if (isWhole(open.text)) open = undefined;
    }
  }
  return commands;
}

/** Not in the middle of a quoted text, and no `\` at the end. */
function isWhole(command: string): boolean {
  const quotes = /'[^']*'|(?:^|\s)#.*$/gm;
  return !command.replace(quotes, '').includes("'") && !command.endsWith('\\');
}
