import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { storedRules } from '../../rules/remote.ts';
import { type RuleFields, readRulesFile } from '../../rules/rules-file.ts';
import { working } from '../../shared/asking.ts';
import { contextOf } from '../../shared/context.ts';
import { Failure } from '../../shared/failure.ts';
import { invoke } from '../../shared/invoke.ts';
import { createTarget, type Target } from '../../shared/target.ts';
import { reportRuns } from '../../simulate/report.ts';
import { type Run, runScenario } from '../../simulate/run.ts';
import { readScenario, type Scenario } from '../../simulate/scenario.ts';
import { simulatedWorld } from '../../simulate/simulated-world.ts';

/** The service it plays on runs from its sources, which an installed package does not have. */
const HAS_SOURCES = import.meta.url.endsWith('.ts');
const NEEDS_A_CLONE = {
  zh: 'rules test 需要在源代码目录里运行：git clone 之后 npm ci，再运行 npx kefu rules test ...',
  en: 'rules test plays on a service that only a clone of the sources has: git clone, npm ci, then npx kefu rules test ...',
};

/** `rules test`: golden conversations against a draft, in a service of its own that nobody else sees. */
export function registerTest(rules: Command): void {
  rules
    .command('test')
    .description('play golden conversations against a draft before it goes live · 上线前用对话测试草稿')
    .argument('<account>')
    .argument('<scenario...>', 'the files that simulate plays')
    .option('--rules <file>', 'the draft; else what is stored now')
    .action(async (account: string, paths: string[], options: { rules?: string }, command: Command) => {
      const { output, target } = contextOf(command);
      if (!HAS_SOURCES) throw new Failure('usage', NEEDS_A_CLONE);
      const scenarios = paths.map(readScenario);
      const draft =
        options.rules === undefined ? await storedRules(target, account, 'export') : readRulesFile(options.rules).rules;
      const stage = (await kindOf(target, account)) === 'mini-program' ? 'mini' : 'demo';
      const words = { zh: '启动一个隔离的本机服务', en: 'Starting a local service of its own' };
      reportRuns(await working(output, words, () => playApart(scenarios, draft, stage)), output);
    });
}

async function kindOf(target: Target, account: string): Promise<string | undefined> {
  const { accounts } = await invoke<{ accounts: { account: string; kind?: string }[] }>(
    target,
    'admin-account',
    'list',
  );
  return accounts.find((one) => one.account === account)?.kind;
}

/** Everything on free ports and in a folder that is gone afterwards. */
async function playApart(scenarios: readonly Scenario[], draft: RuleFields[], account: string): Promise<Run[]> {
  // Only this command needs the whole service.
  const { startLocal } = await import('../../../local/start.ts');
  const folder = mkdtempSync(join(tmpdir(), 'kefu-test-'));
  const written = process.stdout.write;
  // The functions log to standard output, where the result goes.
  process.stdout.write = () => true;
  try {
    const local = await startLocal({ folder, reset: false, ports: { console: 0, aws: 0, wechat: 0 } });
    try {
      process.env.KEFU_LOCAL_DIR = folder;
      await invoke(createTarget({ local: true }), 'admin-rules', 'import', { account, rules: draft, replace: true });
      await local.settled();
      const world = simulatedWorld(local.places.wechat);
      const runs: Run[] = [];
      for (const scenario of scenarios) runs.push(await runScenario({ ...scenario, account }, world));
      return runs;
    } finally {
      await local.close();
    }
  } finally {
    process.stdout.write = written;
    rmSync(folder, { recursive: true, force: true });
  }
}
