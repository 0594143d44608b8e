import { Command } from 'commander';
import { contextOf } from '../shared/context.ts';
import { Failure } from '../shared/failure.ts';
import { reportRuns } from '../simulate/report.ts';
import { type Run, runScenario } from '../simulate/run.ts';
import { readScenario } from '../simulate/scenario.ts';
import { simulatedWorld } from '../simulate/simulated-world.ts';

/** `kefu simulate`: golden conversations against the local service. */
export const simulateCommand = () =>
  new Command('simulate')
    .description('play scripted conversations on the local service · 在本机服务上演练对话')
    .argument('<scenario...>', 'YAML files; examples are in docs/scenarios')
    .action(async (paths: string[], _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      if (target.wechat === undefined)
        throw new Failure('usage', {
          zh: '演练只在本机服务上进行：去掉 --profile 和 --region。',
          en: 'Conversations are played on the local service only: leave out --profile and --region.',
        });
      const scenarios = paths.map(readScenario);
      const world = simulatedWorld(target.wechat);
      const runs: Run[] = [];
      for (const scenario of scenarios) runs.push(await runScenario(scenario, world));
      reportRuns(runs, output);
    });
