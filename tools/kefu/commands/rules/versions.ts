import { type Command, InvalidArgumentError } from 'commander';
import { agree } from '../../shared/asking.ts';
import { contextOf } from '../../shared/context.ts';
import { invoke } from '../../shared/invoke.ts';
import { moment, table } from '../../shared/table.ts';

interface Versions {
  versions: { version: number; publishedAt: number; rules: number; faults: number; live: boolean }[];
  rolledBack: boolean;
}

/** `rules versions` and `rules rollback`. */
export function registerVersions(rules: Command): void {
  rules
    .command('versions')
    .description('the snapshots that can be rolled back to · 可回退的版本')
    .argument('<account>')
    .action(async (account: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const { versions, rolledBack } = await invoke<Versions>(target, 'admin-rules', 'versions', { account });
      const head = ['version', 'published (UTC+8)', 'rules', 'faults', 'live'];
      const rows = versions.map((one) => [
        one.version,
        moment(one.publishedAt),
        one.rules,
        one.faults,
        one.live ? '✓' : '',
      ]);
      output.result({ versions, rolledBack }, table(head, rows));
    });
  rules
    .command('rollback')
    .description('put an old version in force until the next edit · 回退到旧版本')
    .argument('<account>')
    .argument('<version>', 'a number that versions lists', versionNumber)
    .option('-y, --yes', 'do not ask')
    .action(async (account: string, version: number, options: { yes?: boolean }, command: Command) => {
      const { output, target } = contextOf(command);
      const question = { zh: `让版本 ${version} 生效？`, en: `Put version ${version} in force?` };
      await agree(output, question, options.yes);
      const done = await invoke(target, 'admin-rules', 'rollback', { account, version });
      const words = {
        zh: `版本 ${version} 已生效；下一次修改规则时恢复。`,
        en: `Version ${version} is in force until the next edit of a rule.`,
      };
      output.result(done, output.say(words));
    });
}

function versionNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('a number that versions lists');
  return number;
}
