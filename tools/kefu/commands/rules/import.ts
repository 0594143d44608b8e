import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type Difference, differenceOf, storedRules, writeRules } from '../../rules/remote.ts';
import { type RuleFields, type RulesFile, readRulesFile, rulesAsYaml } from '../../rules/rules-file.ts';
import { showDifference } from '../../rules/show.ts';
import { agree, progressBar, working } from '../../shared/asking.ts';
import { type Context, contextOf } from '../../shared/context.ts';
import { Failure } from '../../shared/failure.ts';
import { invoke } from '../../shared/invoke.ts';
import { noteUnknown } from '../../shared/known-account.ts';

interface ImportOptions {
  fromWechat?: boolean;
  replace?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  output?: string;
}

interface ConsoleRules extends Difference {
  rules: RuleFields[];
  cannotMove: { what: string; why: string }[];
}

/** `rules import` and `rules diff`. */
export function registerImport(rules: Command): void {
  rules
    .command('import')
    .description('bring a file, or what the WeChat console has, into the table · 导入规则')
    .argument('<account>')
    .argument('[file]', 'a YAML or JSON file')
    .option('--from-wechat', 'take over the automatic replies of the WeChat console')
    .option('-o, --output <file>', 'with --from-wechat: keep them in this file too')
    .option('--replace', 'remove the stored rules that the file does not have')
    .option('--dry-run', 'only show the difference')
    .option('-y, --yes', 'do not ask')
    .action(async (account: string, path: string | undefined, options: ImportOptions, command: Command) => {
      const context = contextOf(command);
      if (options.fromWechat) await importFromWeChat(context, account, options);
      else await importFile(context, account, fileOf(path), options);
    });
  rules
    .command('diff')
    .description('how a file differs from the table · 比较文件与线上规则')
    .argument('<account>')
    .argument('<file>')
    .action(async (account: string, path: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const file = readRulesFile(path);
      const difference = await differenceOf(target, account, file, true);
      const stored = await storedRules(target, account, 'export');
      output.result(difference, showDifference(difference, stored, file.rules, output));
    });
}

function fileOf(path: string | undefined): RulesFile {
  if (path !== undefined) return readRulesFile(path);
  throw new Failure('usage', { zh: '请给出文件，或加 --from-wechat。', en: 'Give a file, or --from-wechat.' });
}

/**
 * Take over the automatic replies of the console: show them, ask, write them and, if wanted, keep them in a file. Their media
 * become permanent material only then.
 */
export async function importFromWeChat(
  { output, target }: Context,
  account: string,
  options: Pick<ImportOptions, 'dryRun' | 'yes' | 'output'>,
): Promise<void> {
  const words = { zh: '读取微信后台的自动回复', en: 'Reading the automatic replies of the WeChat console' };
  const ask = (dryRun: boolean) =>
    working(output, words, () =>
      invoke<ConsoleRules>(target, 'admin-rules', 'import-from-wechat', { account, dryRun }),
    );
  const planned = await ask(true);
  const stored = await storedRules(target, account, 'export');
  const text = [...planned.cannotMove.map(notMoved), showDifference(planned, stored, planned.rules, output)].join('\n');
  const changes = planned.added.length + planned.changed.length;
  if (options.dryRun || changes === 0) {
    if (!options.dryRun) keepAgain(options.output, planned, stored);
    return output.result({ ...planned, dryRun: options.dryRun === true }, text);
  }
  output.note({ zh: text, en: text });
  await agree(output, { zh: `写入 ${changes} 条规则？`, en: `Write ${changes} rules?` }, options.yes);
  const done = await ask(false);
  if (options.output !== undefined) keepRules(options.output, done.rules);
  const written = {
    zh: `已接管 ${done.rules.length} 条；${done.cannotMove.length} 处需要手工处理。`,
    en: `${done.rules.length} rules taken over; ${done.cannotMove.length} things are left to do by hand.`,
  };
  output.result({ ...done, dryRun: false }, output.say(written));
}

/** An earlier run was interrupted between the table and the file. */
function keepAgain(path: string | undefined, { rules }: ConsoleRules, stored: readonly RuleFields[]): void {
  const ids = new Set(rules.map(({ id }) => id));
  if (path !== undefined && ids.size > 0 && !existsSync(path)) {
    keepRules(
      path,
      stored.filter(({ id }) => ids.has(id)),
    );
  }
}

/** What stays behind, on a line. */
export const notMoved = ({ what, why }: { what: string; why: string }): string => `! ${what}: ${why}`;

/** Keep rules in a file, with the comments it has. */
export function keepRules(path: string, rules: RuleFields[]): void {
  writeFileSync(path, rulesAsYaml(rules, existsSync(path) ? readFileSync(path, 'utf8') : undefined, path));
}

/** Show what differs, ask, and write it. */
export async function importFile(
  context: Context,
  account: string,
  file: RulesFile,
  options: Pick<ImportOptions, 'replace' | 'dryRun' | 'yes'>,
): Promise<Difference> {
  const { output, target } = context;
  const checking = { zh: '检查规则并比较', en: 'Checking and comparing the rules' };
  const [difference, stored] = await working(output, checking, async () => [
    await differenceOf(target, account, file, options.replace === true),
    await storedRules(target, account, 'export'),
  ]);
  const changes = difference.added.length + difference.changed.length + difference.removed.length;
  const text = showDifference(difference, stored, file.rules, output);
  if (options.dryRun || changes === 0) {
    output.result({ ...difference, dryRun: options.dryRun === true }, text);
    return difference;
  }
  output.note({ zh: text, en: text });
  if (stored.length === 0) await noteUnknown(context, account);
  await agree(output, { zh: `写入 ${changes} 处改动？`, en: `Write ${changes} changes?` }, options.yes);
  const bar = progressBar(output, file.rules.length, { zh: '写入规则', en: 'Writing the rules' });
  await writeRules(target, account, file.rules, difference, bar.to);
  bar.end();
  const done = {
    zh: `已写入；几秒内生效。状态：kefu rules list ${account}`,
    en: `Written; live within seconds. Status: kefu rules list ${account}`,
  };
  output.result({ ...difference, dryRun: false }, output.say(done));
  return difference;
}
