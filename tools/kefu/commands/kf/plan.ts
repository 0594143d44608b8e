import type { Command } from 'commander';
import { agree } from '../../shared/asking.ts';
import { contextOf } from '../../shared/context.ts';
import { Failure } from '../../shared/failure.ts';
import { invoke, RefusedFailure } from '../../shared/invoke.ts';
import type { Output } from '../../shared/output.ts';
import { readYamlFile, type YamlFile } from '../../yaml/yaml-file.ts';

interface Plan {
  steps: { do: string; kfAccount: string; nickname?: string; wechatId?: string }[];
  settings: boolean;
  notes: unknown[];
}

/** `kf plan` and `kf apply`: the seats as a declared list. */
export function addPlan(kf: Command): void {
  kf.command('plan')
    .description('what apply would do · 预览 kf.yaml 的改动')
    .argument('<account>')
    .argument('<file>', 'kf.yaml: a list of kfAccount, nickname, wechatId, groups, capacity, autoAccept, remove')
    .action(async (account: string, path: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const file = readYamlFile(path);
      const plan = await placed(file, () =>
        invoke<Plan>(target, 'admin-kf', 'plan', { account, accounts: seatsOf(file) }),
      );
      output.result(plan, planText(plan, output));
    });
  kf.command('apply')
    .description('make the seats as the file says · 按 kf.yaml 执行')
    .argument('<account>')
    .argument('<file>')
    .option('-y, --yes', 'do not ask')
    .action(async (account: string, path: string, options: { yes?: boolean }, command: Command) => {
      const { output, target } = contextOf(command);
      const file = readYamlFile(path);
      const accounts = seatsOf(file);
      const plan = await placed(file, () => invoke<Plan>(target, 'admin-kf', 'plan', { account, accounts }));
      const text = planText(plan, output);
      if (plan.steps.length === 0 && !plan.settings) return output.result(plan, text);
      output.note({ zh: text, en: text });
      await agree(output, { zh: '执行？', en: 'Do this?' }, options.yes);
      const done = await invoke<Plan>(target, 'admin-kf', 'apply', { account, accounts });
      output.result(done, output.say({ zh: `完成 ${done.steps.length} 步。`, en: `${done.steps.length} steps done.` }));
    });
}

/** A list, or a map with it under `accounts`. */
function seatsOf(file: YamlFile): unknown[] {
  const value = file.value as { accounts?: unknown } | null;
  const list = Array.isArray(value) ? value : value?.accounts;
  if (Array.isArray(list)) return list;
  throw new Failure('usage', {
    zh: `${file.where([])} 这里不是列表；每个客服以“- kfAccount: …”开头`,
    en: `${file.where([])} it is no list; begin each seat with "- kfAccount: ..."`,
  });
}

/** What was refused, with the places in the file. */
async function placed<T>(file: YamlFile, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const faults = error instanceof RefusedFailure ? (error.refusal.fields ?? []) : [];
    if (faults.length === 0) throw error;
    const top = Array.isArray(file.value) ? [] : ['accounts'];
    const where = (field: string) => {
      const [, index = '0', name = ''] = /^accounts\[(\d+)\]\.?(\w*)/.exec(field) ?? [];
      return file.where([...top, Number(index), ...(name === '' ? [] : [name])]);
    };
    const text = faults.map(({ field, message }) => `${where(field)} ${field} ${message}`).join('\n');
    throw new Failure('refused', { zh: text, en: text }, { cause: error });
  }
}

function planText({ steps, settings, notes }: Plan, { say }: Output): string {
  const lines = steps.map(({ do: what, kfAccount, nickname = '', wechatId = '' }) =>
    `${what} ${kfAccount} ${nickname} ${wechatId}`.trimEnd(),
  );
  const more = notes.map((one) => `! ${typeof one === 'string' ? one : JSON.stringify(one)}`);
  if (settings) lines.push(say({ zh: '更新 @settings 的分组和容量', en: 'update groups and capacities in @settings' }));
  return [...(lines.length > 0 ? lines : [say({ zh: '没有要做的。', en: 'Nothing to do.' })]), ...more].join('\n');
}
