import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { stringify } from 'yaml';
import type { RuleFields } from '../rules/rules-file.ts';
import { agree, working } from '../shared/asking.ts';
import { type Context, contextOf } from '../shared/context.ts';
import { Failure } from '../shared/failure.ts';
import { invoke, RefusedFailure } from '../shared/invoke.ts';
import { readYamlFile, type YamlFile } from '../yaml/yaml-file.ts';
import { importFile, notMoved } from './rules/import.ts';

interface Button {
  name: string;
  type?: string;
  sub_button?: Button[];
  [field: string]: unknown;
}

interface Menu {
  button: Button[];
}

interface Unanswered {
  unanswered: { name: string; event: string }[];
}

interface Imported {
  menu: Menu;
  rules: RuleFields[];
  cannotMove: { what: string; why: string }[];
}

interface MenuOptions {
  output?: string;
  yes?: boolean;
}

/** `kefu menu`: the custom menu as a file. */
export function menuCommand(): Command {
  const menu = new Command('menu').description('the custom menu as a file · 自定义菜单');
  menu
    .command('get')
    .description('the menu made by API, as YAML · 查看当前菜单')
    .argument('<account>')
    .action(async (account: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const got = await invoke<{ menu: Menu | null; open: boolean }>(target, 'admin-menu', 'get', { account });
      const none = { zh: '没有由接口创建的菜单。', en: 'There is no menu made by API.' };
      output.result(got, got.menu ? stringify(got.menu).trimEnd() : output.say(none));
    });
  menu
    .command('import-from-wechat')
    .description('take over the menu of the WeChat console, with rules for its buttons · 接管后台菜单')
    .argument('<account>')
    .option('-o, --output <file>', 'keep the menu in this file, else on standard output')
    .option('-y, --yes', 'do not ask before the rules are written')
    .action(async (account: string, options: MenuOptions, command: Command) => {
      await importMenu(contextOf(command), account, options);
    });
  menu
    .command('diff')
    .description('how a file differs from the menu · 比较文件与线上菜单')
    .argument('<account>')
    .argument('<file>')
    .action(diff);
  menu
    .command('apply')
    .description('make a file the menu, after showing the difference · 发布菜单')
    .argument('<account>')
    .argument('<file>')
    .option('-y, --yes', 'do not ask')
    .action(apply);
  return menu;
}

/** Take over what users see: the menu into a file or on standard output, and rules for what the console answered itself. */
export async function importMenu(context: Context, account: string, options: MenuOptions): Promise<Menu> {
  const { output, target } = context;
  const words = { zh: '读取微信后台的菜单', en: 'Reading the menu of the WeChat console' };
  const imported = await working(output, words, () =>
    invoke<Imported>(target, 'admin-menu', 'import-from-wechat', { account }),
  );
  for (const one of imported.cannotMove) output.note({ zh: notMoved(one), en: notMoved(one) });
  const text = stringify(imported.menu);
  const { rules } = imported;
  if (rules.length > 0) {
    const quiet = { ...context, output: { ...output, result: () => {} } };
    await importFile(quiet, account, { rules, where: (id) => id }, { ...(options.yes && { yes: true }) });
  }
  // Last: whoever finds the file knows that its rules are there too.
  if (options.output !== undefined && imported.menu.button.length > 0) writeFileSync(options.output, text);
  const kept = { zh: `菜单已写入 ${options.output}`, en: `The menu is in ${options.output}` };
  output.result(imported, options.output === undefined ? text.trimEnd() : output.say(kept));
  return imported.menu;
}

async function diff(account: string, path: string, _options: object, command: Command): Promise<void> {
  const { output, target } = contextOf(command);
  const { menu } = menuOf(readYamlFile(path));
  const lines = await differenceLines({ output, target }, account, menu);
  output.result({ account, difference: lines }, lines.join('\n') || output.say(SAME));
}

const apply = (account: string, path: string, options: MenuOptions, command: Command): Promise<void> =>
  applyMenuFile(contextOf(command), account, path, options);

/** Make a file the menu: show the difference, ask, and call WeChat. Nothing happens when it is the menu already. */
export async function applyMenuFile(
  { output, target }: Context,
  account: string,
  path: string,
  options: Pick<MenuOptions, 'yes'>,
): Promise<void> {
  const { menu, file } = menuOf(readYamlFile(path));
  const ask = (dryRun: boolean) =>
    applied(() => invoke<Unanswered>(target, 'admin-menu', 'apply', { account, menu, dryRun }), file);
  const { unanswered } = await ask(true);
  const lines = await differenceLines({ output, target }, account, menu);
  if (lines.length === 0) return output.result({ applied: false, unanswered }, output.say(SAME));
  output.note({ zh: lines.join('\n'), en: lines.join('\n') });
  for (const { name, event } of unanswered) {
    output.note({ zh: `! ${name}：没有规则回复 ${event}`, en: `! ${name}: no rule answers ${event}` });
  }
  await agree(output, { zh: '发布这个菜单？', en: 'Make this the menu?' }, options.yes);
  await ask(false);
  const done = {
    zh: '菜单已发布；手机上重新进入公众号可见。',
    en: 'The menu is made; phones show it when the chat is opened again.',
  };
  output.result({ applied: true, unanswered }, output.say(done));
}

const SAME = { zh: '没有差别。', en: 'No difference.' };

/** A menu, or a map with it under `menu`. */
function menuOf(file: YamlFile): { menu: Menu; file: YamlFile } {
  const value = file.value as { menu?: Menu } | Menu | null;
  const menu = value !== null && typeof value === 'object' && 'menu' in value ? value.menu : value;
  if (menu && typeof menu === 'object' && 'button' in menu && Array.isArray(menu.button)) return { menu, file };
  throw new Failure('usage', {
    zh: `${file.where([])} 这里不是菜单；请以 button: 开头，下面每个按钮以 - name: 开头`,
    en: `${file.where([])} it is no menu; begin it with button: and each button with - name:`,
  });
}

/** What the function refused, with the places in the file. */
async function applied<T>(task: () => Promise<T>, file: YamlFile): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const faults = error instanceof RefusedFailure ? (error.refusal.fields ?? []) : [];
    if (faults.length === 0) throw error;
    const text = faults.map(({ field, message }) => `${file.where(pathOf(field))} ${field} ${message}`).join('\n');
    throw new Failure('refused', { zh: text, en: text }, { cause: error });
  }
}

/** `menu.button[0].name` as the keys that lead there. */
const pathOf = (field: string): (string | number)[] =>
  [...field.replace(/^menu\./, '').matchAll(/[^.[\]]+/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));

async function differenceLines({ target }: Context, account: string, menu: Menu): Promise<string[]> {
  const { menu: current } = await invoke<{ menu: Menu | null }>(target, 'admin-menu', 'get', { account });
  const [before, after] = [linesOf(current?.button ?? []), linesOf(menu.button)];
  if (before.join('\n') === after.join('\n')) return [];
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
    ...(before.every((line) => after.includes(line)) && after.every((line) => before.includes(line))
      ? ['~ order']
      : []),
  ];
}

function linesOf(buttons: readonly Button[], within = ''): string[] {
  return buttons.flatMap(({ name, sub_button: inner, ...rest }) =>
    inner && inner.length > 0 ? linesOf(inner, `${within}${name} / `) : [`${within}${name}  ${ordered(rest)}`],
  );
}

const ordered = (fields: object): string =>
  Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(' ');
