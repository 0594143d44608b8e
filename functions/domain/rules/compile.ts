import { type TraditionalTable, traditionalTable } from './fold.ts';
import { type Index, indexOf } from './index-of.ts';
import { loadRegexEngine, type RegexEngine } from './regex-engine.ts';
import type { Rule } from './rule.ts';
import type { RuleSet, Snapshot } from './rule-set.ts';
import { walk } from './walk.ts';

/** Builds the index of a snapshot. The regex engine is loaded only if a rule has a pattern. */
export async function compile(snapshot: Snapshot): Promise<RuleSet> {
  const needsEngine = snapshot.rules.some((rule) => rule.match === 'regex');
  return compileWith(snapshot, needsEngine ? await loadRegexEngine() : undefined);
}

/** Builds the index with an engine at hand; without one, patterns fit nothing. */
export function compileWith(snapshot: Snapshot, engine: RegexEngine | undefined): RuleSet {
  const index = indexOf(snapshot.rules, { engine, table: tableOf(snapshot) });
  const byId = new Map(snapshot.rules.map((rule) => [rule.id, rule]));
  return {
    number: snapshot.number,
    settings: snapshot.settings,
    get rules() {
      return inOrder(index);
    },
    find: (message, applies) => walk(index, message, applies),
    fitting(message) {
      const found = new Set<Rule>();
      walk(index, message, (rule) => found.add(rule) === undefined);
      return [...found];
    },
    rule: (id) => byId.get(id),
  };
}

function tableOf({ traditional }: Snapshot): TraditionalTable | undefined {
  return traditional === undefined ? undefined : traditionalTable(traditional);
}

function inOrder(index: Index): Rule[] {
  return [...new Set(index.entries.map(({ rule }) => rule))];
}
