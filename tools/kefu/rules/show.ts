import { stringify } from 'yaml';
import type { Output } from '../shared/output.ts';
import { cut, table } from '../shared/table.ts';
import type { Difference } from './remote.ts';
import type { RuleFields } from './rules-file.ts';

/** More lines than this nobody reads. */
const MOST_LINES = 60;

/** The difference as lines that begin with +, -, ~ like those of a patch. */
export function showDifference(
  difference: Difference,
  stored: readonly RuleFields[],
  given: readonly RuleFields[],
  output: Output,
): string {
  const before = new Map(stored.map((rule) => [rule.id, rule]));
  const after = new Map(given.map((rule) => [rule.id, rule]));
  const lines = [
    ...difference.added.map((id) => `+ ${id}  ${summary(after.get(id))}`),
    ...difference.removed.map((id) => `- ${id}  ${summary(before.get(id))}`),
    ...difference.changed.flatMap(({ id, fields }) => [
      `~ ${id}`,
      ...fields.flatMap((name) => changedField(name, before.get(id)?.[name], after.get(id)?.[name])),
    ]),
  ];
  const { added, changed, removed, unchanged } = difference;
  const counts = output.say({
    zh: `新增 ${added.length}，修改 ${changed.length}，删除 ${removed.length}，不变 ${unchanged}`,
    en: `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} unchanged`,
  });
  const more = lines.length > MOST_LINES ? [`… ${lines.length - MOST_LINES}`] : [];
  return [...lines.slice(0, MOST_LINES), ...more, counts].join('\n');
}

const changedField = (name: string, before: unknown, after: unknown): string[] => [
  ...(before === undefined ? [] : [`    - ${name}: ${short(before)}`]),
  ...(after === undefined ? [] : [`    + ${name}: ${short(after)}`]),
];

const short = (value: unknown): string =>
  cut(typeof value === 'string' ? value : stringify(value, { lineWidth: 0, collectionStyle: 'flow' }).trim(), 90);

const listed = (value: unknown): string => (Array.isArray(value) ? value.join(' ') : String(value ?? ''));

const summary = (rule: RuleFields | undefined): string =>
  rule ? cut(`${listed(rule.match)} ${listed(rule.keywords)}`, 50) : '';

/** A reply in a few words. */
function replyWords(reply: unknown): string {
  if (typeof reply === 'string') return reply;
  if (Array.isArray(reply)) return reply.map(replyWords).join(' | ');
  const { kind, content } = (reply ?? {}) as { kind?: string; content?: string };
  return content === undefined ? String(kind ?? '') : kind === 'text' ? content : `${kind} ${content}`;
}

/** The rules of an account with their status. */
export function rulesTable(rules: readonly RuleFields[], { say }: Output): string {
  const head = [
    'id',
    say({ zh: '匹配', en: 'match' }),
    say({ zh: '关键词', en: 'keywords' }),
    say({ zh: '回复', en: 'reply' }),
    say({ zh: '优先级', en: 'priority' }),
    say({ zh: '状态', en: 'status' }),
  ];
  const rows = rules.map((rule) => [
    rule.id,
    listed(rule.match),
    cut(listed(rule.keywords)),
    cut(replyWords(rule.reply)),
    listed(rule.priority),
    cut(
      [rule.enabled === false ? 'off' : '', rule.status ?? '…', rule.error, rule.warning].filter(Boolean).join(' '),
      100,
    ),
  ]);
  return table(head, rows);
}
