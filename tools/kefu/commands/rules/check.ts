import { type Command, Option } from 'commander';
import { storedRules } from '../../rules/remote.ts';
import { type RulesFile, readRulesFile } from '../../rules/rules-file.ts';
import { contextOf } from '../../shared/context.ts';
import { Failure } from '../../shared/failure.ts';
import { invoke } from '../../shared/invoke.ts';
import { noteUnknown } from '../../shared/known-account.ts';
import type { Output } from '../../shared/output.ts';
import { table } from '../../shared/table.ts';

interface Checked {
  checked: number;
  errors: { id: string; error: string }[];
  warnings: { id: string; message: string }[];
}

interface Explanation {
  version: number;
  answer: { rule: string; replies: object[] } | { unanswered: object };
  rules: { id: string; match: string; verdict: string; why: string }[];
  omitted: number;
}

interface ExplainOptions {
  mode: string;
  at?: string;
  event?: boolean;
  kind?: string;
  rules?: string;
  all?: boolean;
}

/** `rules check` and `rules explain`. */
export function registerCheck(rules: Command): void {
  rules
    .command('check')
    .description('what is wrong or odd about the rules, stored or in a file · 检查规则')
    .argument('<account>')
    .argument('[file]', 'a YAML file; else what is stored')
    .action(check);
  rules
    .command('explain')
    .description('which rule answers a message, and why the others do not · 解释哪条规则会回复')
    .argument('<account>')
    .argument('<message>', 'a text; with --event an event like CLICK:menu_kf')
    .addOption(
      new Option('--mode <mode>', 'the mode the user is in').choices(['bot', 'waiting', 'human']).default('bot'),
    )
    .option('--at <time>', 'when it is sent, as 2026-05-01T20:00:00+08:00; else now')
    .option('--event', 'the message is an event: subscribe, CLICK:menu_kf, SCENE:shop')
    .option('--kind <kind>', 'a message of another kind: image voice location ...')
    .option('--rules <file>', 'explain with the rules of this file instead of those in force')
    .option('--all', 'also the rules that do not fit')
    .action(explain);
}

async function check(account: string, path: string | undefined, _options: object, command: Command): Promise<void> {
  const { output, target } = contextOf(command);
  const file = path === undefined ? undefined : readRulesFile(path);
  const given = file?.rules ?? (await storedRules(target, account, 'export'));
  const checked = await invoke<Checked>(target, 'admin-rules', 'check', { account, ...(file && { rules: given }) });
  output.result(checked, [...lines(checked, file), counted(checked, output)].join('\n'));
  if (checked.errors.length > 0) {
    const words = { zh: `${checked.errors.length} 条规则有错。`, en: `${checked.errors.length} rules are in error.` };
    if (output.json) process.exitCode = 1;
    else throw new Failure('failed', words);
  }
}

function lines({ errors, warnings }: Checked, file: RulesFile | undefined): string[] {
  const place = (id: string) => (file ? `${file.where(id)} ${id}` : id);
  return [
    ...errors.map(({ id, error }) => `✗ ${place(id)}: ${error}`),
    ...warnings.map(({ id, message }) => `! ${place(id)}: ${message}`),
  ];
}

const counted = ({ checked, errors, warnings }: Checked, { say }: Output) =>
  say({
    zh: `检查了 ${checked} 条：${errors.length} 处错误，${warnings.length} 处提醒`,
    en: `${checked} checked: ${errors.length} errors, ${warnings.length} warnings`,
  });

async function explain(account: string, message: string, options: ExplainOptions, command: Command): Promise<void> {
  const context = contextOf(command);
  const { output, target } = context;
  const { mode, rules: path } = options;
  const at = secondsOf(options.at);
  const asked = options.event ? { event: message } : options.kind ? { kind: options.kind, content: message } : message;
  const explained = await invoke<Explanation>(target, 'admin-rules', 'explain', {
    account,
    message: asked,
    mode,
    ...(at !== undefined && { at }),
    ...(path !== undefined && { rules: readRulesFile(path).rules }),
  });
  if (explained.rules.length === 0) await noteUnknown(context, account);
  output.result(explained, explanation(explained, options.all === true, output));
}

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const moment = Date.parse(text);
  if (!Number.isNaN(moment)) return Math.floor(moment / 1000);
  throw new Failure('usage', {
    zh: `--at ${text} 不是时间，例如 2026-05-01T20:00:00+08:00`,
    en: `--at ${text} is no time; write it as 2026-05-01T20:00:00+08:00`,
  });
}

function explanation({ answer, rules, version }: Explanation, all: boolean, { say }: Output): string {
  const shown = rules.filter(({ verdict }) => all || !['other-kind', 'does-not-fit'].includes(verdict));
  const hidden = rules.length - shown.length;
  const result =
    'rule' in answer
      ? `${answer.rule}  ${answer.replies.map((reply) => JSON.stringify(reply)).join('\n  ')}`
      : say({
          zh: `没有规则回复；按设置：${JSON.stringify(answer.unanswered)}`,
          en: `no rule answers; by the settings: ${JSON.stringify(answer.unanswered)}`,
        });
  const rest = say({ zh: `其余 ${hidden} 条不符合`, en: `${hidden} more do not fit` });
  const from = version === 0 ? '' : say({ zh: `（版本 ${version}）`, en: ` (version ${version})` });
  return [
    `${result}${from}`,
    ...(shown.length > 0
      ? [
          table(
            ['id', 'match', 'why'],
            shown.map(({ id, match, why }) => [id, match, why]),
          ),
        ]
      : []),
    ...(hidden > 0 ? [rest] : []),
  ].join('\n');
}
