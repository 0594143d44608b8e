import type { Message } from '../../wechat/messages/index.ts';
import { type TraditionalTable, traditionalTable } from './fold.ts';
import { type Index, indexOf } from './index-of.ts';
import { loadRegexEngine, type RegexEngine } from './regex-engine.ts';
import type { createRobot } from './robot.ts';
import type { Rule } from './rule.ts';
import type { RuleSet, Snapshot } from './rule-set.ts';
import { textOf, walk } from './walk.ts';

/** Builds the index of a snapshot. The regex engine is loaded only if a rule has a pattern, the robot only with FAQ items. */
export async function compile(snapshot: Snapshot): Promise<RuleSet> {
  const has = (match: Rule['match']) => snapshot.rules.some((rule) => rule.match === match);
  const engine = has('regex') ? await loadRegexEngine() : undefined;
  return compileWith(snapshot, engine, has('faq') ? (await import('./robot.ts')).createRobot : undefined);
}

/** Builds the index with an engine and a robot at hand; without, patterns fit nothing and questions only themselves. */
export function compileWith(
  snapshot: Snapshot,
  engine: RegexEngine | undefined,
  robotOf?: typeof createRobot,
): RuleSet {
  const index = indexOf(snapshot.rules, { engine, table: tableOf(snapshot) });
  const robot = robotOf?.(index.entries, snapshot.settings, snapshot.faq);
  const byId = new Map(snapshot.rules.map((rule) => [rule.id, rule]));
  return {
    number: snapshot.number,
    settings: snapshot.settings,
    get rules() {
      return inOrder(index);
    },
    find: (message, applies, eligible = applies) => walk(index, message, applies, robot && { ...robot, eligible }),
    fitting(message) {
      const found = new Set<Rule>();
      walk(index, message, (rule) => found.add(rule) === undefined, robot && { ...robot, eligible: isEnabled });
      return [...found];
    },
    rule: (id) => byId.get(id),
    ...(robot && { likeness: (message: Message) => robot.likeness(textOf(message) ?? '') }),
  };
}

const isEnabled = ({ enabled }: Rule): boolean => enabled;

function tableOf({ traditional }: Snapshot): TraditionalTable | undefined {
  return traditional === undefined ? undefined : traditionalTable(traditional);
}

function inOrder(index: Index): Rule[] {
  return [...new Set(index.entries.map(({ rule }) => rule))];
}
