import { invoke, RefusedFailure } from '../shared/invoke.ts';
import type { Target } from '../shared/target.ts';
import { placed, type RuleFields, type RulesFile } from './rules-file.ts';

/** What an import would change, or changed. */
export interface Difference {
  added: string[];
  changed: { id: string; fields: string[] }[];
  removed: string[];
  unchanged: number;
}

interface Page {
  rules: RuleFields[];
  next?: string;
}

/** All rules of an account: as stored with their status (`list`), or as typed (`export`). */
export async function storedRules(target: Target, account: string, action: 'list' | 'export'): Promise<RuleFields[]> {
  const rules: RuleFields[] = [];
  let after: string | undefined;
  do {
    const page = await invoke<Page>(target, 'admin-rules', action, { account, ...(after !== undefined && { after }) });
    rules.push(...page.rules);
    after = page.next;
  } while (after !== undefined);
  return rules;
}

/** Lambda takes 6 MB; a part has as many rules as stay well below. */
const PART_BYTES = 3_000_000;
/** So that a bar moves. */
const PART_RULES = 1000;

/** The rules in parts that a function takes. */
export function inParts(rules: readonly RuleFields[], most = PART_RULES): RuleFields[][] {
  const parts: RuleFields[][] = [[]];
  let bytes = 0;
  for (const rule of rules) {
    const size = Buffer.byteLength(JSON.stringify(rule)) + 1;
    const last = parts.at(-1) ?? [];
    if (last.length > 0 && (last.length >= most || bytes + size > PART_BYTES)) {
      parts.push([rule]);
      bytes = size;
    } else {
      last.push(rule);
      bytes += size;
    }
  }
  return parts;
}

/** What an import would change. Nothing is written. @throws Failure naming lines */
export async function differenceOf(
  target: Target,
  account: string,
  file: RulesFile,
  replace: boolean,
): Promise<Difference> {
  const settings = file.rules.filter(({ id }) => id === '@settings');
  const all: Difference = { added: [], changed: [], removed: [], unchanged: 0 };
  const parts = inParts(file.rules, Number.POSITIVE_INFINITY);
  for (const part of parts) {
    const rules = part.some(({ id }) => id === '@settings') ? part : [...settings, ...part];
    const one = await dryRun(target, account, { ...file, rules }, replace && parts.length === 1);
    all.added.push(...one.added);
    all.changed.push(...one.changed);
    all.removed.push(...one.removed);
    all.unchanged += one.unchanged;
  }
  if (replace && parts.length > 1) all.removed = await surplus(target, account, file.rules);
  return { ...all, added: [...new Set(all.added)] };
}

async function dryRun(target: Target, account: string, file: RulesFile, replace: boolean): Promise<Difference> {
  try {
    const fields = { account, rules: file.rules, replace, dryRun: true };
    return await invoke<Difference>(target, 'admin-rules', 'import', fields);
  } catch (error) {
    throw error instanceof RefusedFailure ? placed(error, file) : error;
  }
}

async function surplus(target: Target, account: string, rules: readonly RuleFields[]): Promise<string[]> {
  const given = new Set(rules.map(({ id }) => id));
  const stored = await storedRules(target, account, 'export');
  return stored.map(({ id }) => id).filter((id) => id !== '@settings' && !given.has(id));
}

/** Write what differs, in parts that go live together. */
export async function writeRules(
  target: Target,
  account: string,
  rules: readonly RuleFields[],
  difference: Difference,
  told: (done: number) => void,
): Promise<void> {
  const changing = new Set([...difference.added, ...difference.changed.map(({ id }) => id)]);
  const parts = inParts(rules.filter(({ id }) => changing.has(id)));
  const importId = `kefu-${Date.now().toString(36)}`;
  let done = 0;
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    const more = { ...(last && { remove: difference.removed }), ...(parts.length > 1 && { part: { importId, last } }) };
    await invoke(target, 'admin-rules', 'import', { account, rules: part, ...more });
    done += part.length;
    told(done);
  }
}
