import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { evaluateFaq, type FaqCase, type FaqEvaluation } from '../../../functions/domain/faq/evaluate.ts';
import type { QuestionGroup } from '../../../functions/domain/faq/suggest.ts';
import { DEFAULT_THRESHOLDS } from '../../../functions/domain/faq/thresholds.ts';
import { compile } from '../../../functions/domain/rules/compile.ts';
import type { RuleItem } from '../../../functions/domain/rules/items.ts';
import { judgeItems } from '../../../functions/domain/rules/judge-items.ts';
import type { RuleSet } from '../../../functions/domain/rules/rule-set.ts';
import { snapshotOf } from '../../../functions/domain/rules/snapshot.ts';
import { typedMessage } from '../../../functions/domain/rules/typed-message.ts';
import { storedRules } from '../rules/remote.ts';
import { type Context, contextOf } from '../shared/context.ts';
import { defaultAccount } from '../shared/default-account.ts';
import { Failure } from '../shared/failure.ts';
import { invoke } from '../shared/invoke.ts';
import { noteUnknown } from '../shared/known-account.ts';
import { cut, table } from '../shared/table.ts';
import { wholeNumber } from '../shared/whole-number.ts';

/** `kefu faq`: how good the FAQ is, and what it lacks. */
export function faqCommand(): Command {
  const faq = new Command('faq').description('how good the FAQ is, and what it lacks · 常见问题机器人');
  faq
    .command('test')
    .description('try the FAQ on a CSV file of question and rule id · 用 CSV 测试问答效果')
    .argument('<file...>', '[account] file.csv; without a rule id, nothing should answer')
    .action(async (words: string[], _options: object, command: Command) => {
      const context = contextOf(command);
      const file = words.at(-1) ?? '';
      await test(context, words.length > 1 ? (words[0] ?? '') : defaultAccount(context.target), file);
    });
  faq
    .command('suggest')
    .description('group what nobody answered into candidate questions · 汇总未回答的问题')
    .argument('[account]')
    .option('--from <day>', 'as 2026-11-01; else the last seven days')
    .option('--to <day>')
    .option('--least <n>', 'asked at least so often', wholeNumber(1), 2)
    .action(async (account: string | undefined, { least, ...when }: { least: number }, command: Command) => {
      const context = contextOf(command);
      await suggest(context, account ?? defaultAccount(context.target), { ...when, least });
    });
  return faq;
}

async function test({ target, output }: Context, account: string, file: string): Promise<void> {
  const cases = readCases(file);
  const items = (await storedRules(target, account, 'export')).map((fields) => ({ ...fields, account }) as RuleItem);
  const ruleSet = await faqOf(account, items);
  const hitsOf = (question: string) =>
    (ruleSet.likeness?.(typedMessage(account, question, 1))?.hits ?? []).map(({ rule, question: closest, score }) => ({
      id: rule.id,
      question: closest,
      score,
    }));
  const thresholds = ruleSet.likeness?.(typedMessage(account, '', 1))?.thresholds ?? DEFAULT_THRESHOLDS;
  const evaluation = evaluateFaq(cases, hitsOf, thresholds);
  output.result({ account, ...evaluation }, describe(evaluation));
}

/** Only the FAQ items that are sound: other rules would answer some of the questions first. */
async function faqOf(account: string, items: readonly RuleItem[]): Promise<RuleSet> {
  const { rules, settings } = judgeItems(items, 'service', undefined);
  const faq = rules.filter(({ match, enabled }) => match === 'faq' && enabled);
  if (faq.length === 0) {
    throw new Failure('failed', {
      zh: `账号 ${account} 没有 match: faq 的规则。`,
      en: `The account ${account} has no rule with match: faq.`,
    });
  }
  return compile(snapshotOf({ account, number: 0, rules: faq, settings }));
}

const HEADS: readonly string[] = ['question', '问题', 'text'];

/** @throws Failure naming the file when it cannot be read, or its line */
function readCases(file: string): FaqCase[] {
  const rows = readRows(file);
  const first = rows[0]?.[0]?.trim().toLowerCase() ?? '';
  return (HEADS.includes(first) ? rows.slice(1) : rows).flatMap(([question = '', expected = '']) => {
    if (question.trim() === '') return [];
    return [{ question: question.trim(), ...(expected.trim() !== '' && { expected: expected.trim() }) }];
  });
}

function readRows(file: string): string[][] {
  try {
    return parse(readFileSync(file), { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new Failure(
      'usage',
      { zh: `无法读取 ${file}：${reason}`, en: `${file} cannot be read: ${reason}` },
      { cause },
    );
  }
}

const percent = (share: number | undefined): string => (share === undefined ? '' : `${(share * 100).toFixed(1)} %`);

function describe({ cases, answerable, top1, helped, thresholds, now, byThreshold, mistakes }: FaqEvaluation): string {
  const rows = [now, ...byThreshold].map((result, at) => [
    at === 0 ? `${result.sure.toFixed(2)} (now)` : result.sure.toFixed(2),
    result.answered,
    percent(result.coverage),
    result.wrong,
    percent(result.precision),
  ]);
  return [
    `${cases} questions, ${answerable} with an answer: top-1 ${percent(top1)}, answered or offered ${percent(helped)}`,
    `thresholds: answers from ${thresholds.sure.toFixed(2)}, offers from ${thresholds.perhaps.toFixed(2)}`,
    table(['threshold', 'answered', 'coverage', 'wrong', 'right'], rows),
    ...(mistakes.length === 0 ? [] : ['answered wrongly:']),
    ...mistakes.map(
      ({ question, expected = '-', answered, score }) =>
        `  ${cut(question)}: ${answered} (${score.toFixed(2)}), expected ${expected}`,
    ),
  ].join('\n');
}

async function suggest(context: Context, account: string, asked: object): Promise<void> {
  const { target, output } = context;
  const answer = await invoke<{ groups: QuestionGroup[]; asked: number }>(target, 'admin-statistics', 'suggest', {
    account,
    ...asked,
  });
  if (answer.asked === 0) await noteUnknown(context, account);
  const rows = answer.groups.map(({ question, count, others }) => [count, cut(question), cut(others.join(' / '), 80)]);
  const words = { zh: `${answer.asked} 个问题未被回答`, en: `${answer.asked} questions that no rule answered` };
  output.result(answer, [output.say(words), table(['asked', 'question', 'also as'], rows)].join('\n'));
}
