import { hash } from 'node:crypto';

/** An item of `kefu-rules` as a person typed it, in plain values: sets are lists, numbers are numbers. */
export type RuleItem = { readonly account: string; readonly id: string } & Readonly<Record<string, unknown>>;

/** What is written back on an item. */
export interface Verdict {
  status: 'live' | 'error';
  /** What is wrong and how to mend it; absent when it is live. */
  error?: string;
  /** What works, but maybe not as meant. */
  warning?: string;
  /** Epoch seconds. */
  checkedAt: number;
}

/** The attributes of an item that we write; the others are the operator's. */
export const VERDICT_FIELDS = ['status', 'error', 'warning', 'checkedAt'] as const satisfies (keyof Verdict)[];

/** What the operator typed: the item without its account and what was written back. */
export function typedFields(item: RuleItem): Record<string, unknown> {
  const ours: readonly string[] = ['account', ...VERDICT_FIELDS];
  return Object.fromEntries(Object.entries(item).filter(([name]) => !ours.includes(name)));
}

/** Whether two items say the same, whatever the order of their attributes. */
export const saysTheSame = (one: RuleItem, other: RuleItem): boolean =>
  canonical(typedFields(one)) === canonical(typedFields(other));

/** One text for what an account's items say together, and what they were checked against: 64 hex characters. */
export const digestItems = (items: readonly RuleItem[], context: string): string =>
  hash('sha256', `${context}\n${items.map((item) => canonical(typedFields(item))).join('\n')}`);

/** JSON with the keys of every map in order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join()}}`;
}
