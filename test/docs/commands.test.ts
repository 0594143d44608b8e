import { describe, expect, it } from 'vitest';
import { commandsOf, pages } from '../support/docs/pages.ts';
import { runCommands } from '../support/docs/run.ts';

/** What follows such a comment shows a refusal. */
const REFUSED = /# refused/;

const written = pages().map((page) => ({ path: page.path, commands: commandsOf(page) }));
const english = written.filter(({ path, commands }) => !path.endsWith('zh-CN.md') && commands.length > 0);

describe('the commands of the documentation', { timeout: 120_000 }, () => {
  it.each(english)('$path: each does what it says', async ({ commands }) => {
    const failed = (await runCommands(commands)).filter(
      ({ text, code, output }) => code !== 0 || output.includes('"ok":false') !== REFUSED.test(text),
    );
    expect(failed).toEqual([]);
  });

  it('are the same in the Chinese README', () => {
    const commands = (path: string) =>
      written.find((page) => page.path === path)?.commands.map(({ text }) => text.replace(/\s*#.*/, ''));
    expect(commands('README.zh-CN.md')).toEqual(commands('README.md'));
  });
});
