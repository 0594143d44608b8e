import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { storedRules } from '../../rules/remote.ts';
import { rulesAsYaml } from '../../rules/rules-file.ts';
import { ruleFileSchema } from '../../rules/schema.ts';
import { rulesTable } from '../../rules/show.ts';
import { contextOf } from '../../shared/context.ts';
import { noteUnknown } from '../../shared/known-account.ts';

/** `rules list`, `rules export` and `rules schema`. */
export function registerExport(rules: Command): void {
  rules
    .command('list')
    .description('the rules of an account with their status · 列出规则及状态')
    .argument('<account>')
    .action(async (account: string, _options: object, command: Command) => {
      const context = contextOf(command);
      const { output, target } = context;
      const stored = await storedRules(target, account, 'list');
      if (stored.length === 0) await noteUnknown(context, account);
      output.result({ account, rules: stored }, rulesTable(stored, output));
    });
  rules
    .command('export')
    .description('the rules as YAML; comments of a file that is there are kept · 导出为 YAML，保留文件中的注释')
    .argument('<account>')
    .option('-o, --output <file>', 'write into this file, else to standard output')
    .action(async (account: string, options: { output?: string }, command: Command) => {
      const { output, target } = contextOf(command);
      const stored = await storedRules(target, account, 'export');
      const { output: path } = options;
      if (path === undefined)
        return output.result({ account, rules: stored }, rulesAsYaml(stored, undefined).trimEnd());
      writeFileSync(path, rulesAsYaml(stored, existsSync(path) ? readFileSync(path, 'utf8') : undefined, path));
      const words = { zh: `已把 ${stored.length} 条写入 ${path}`, en: `Wrote ${stored.length} items into ${path}` };
      output.result({ account, file: path, rules: stored.length }, output.say(words));
    });
  rules
    .command('schema')
    .description('the JSON Schema of the file, for editors · 供编辑器使用的 JSON Schema')
    .action(() => console.log(JSON.stringify(ruleFileSchema(), null, 2)));
}
