import { Command } from 'commander';
import { registerCheck } from './rules/check.ts';
import { registerExport } from './rules/export.ts';
import { registerImport } from './rules/import.ts';
import { registerTest } from './rules/test.ts';
import { registerVersions } from './rules/versions.ts';

/** `kefu rules`: reply rules as a file and as what is live. */
export function rulesCommand(): Command {
  const rules = new Command('rules').description('reply rules: see, check, import, export, explain · 自动回复规则');
  for (const register of [registerExport, registerCheck, registerImport, registerTest, registerVersions])
    register(rules);
  return rules;
}
