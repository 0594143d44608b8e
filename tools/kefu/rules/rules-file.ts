import { isMap, isSeq, type Scalar, type YAMLMap, YAMLSeq } from 'yaml';
import { Failure } from '../shared/failure.ts';
import type { RefusedFailure } from '../shared/invoke.ts';
import { parseYaml, readYamlFile, type YamlFile } from '../yaml/yaml-file.ts';

/** A rule or the settings as a person types them. */
export type RuleFields = { id: string } & Record<string, unknown>;

/** Rules in a file: a list, or a map with the list under `rules`. */
export interface RulesFile {
  rules: RuleFields[];
  /** `rules.yaml:12:3`, where the rule of an id stands: each of them, where several have it. */
  where(id: string): string;
}

/** Read a file of rules. @throws Failure naming line and column */
export function readRulesFile(path: string): RulesFile {
  return rulesOf(readYamlFile(path));
}

function rulesOf(file: YamlFile): RulesFile {
  const { value } = file;
  const inMap = value !== null && typeof value === 'object' && !Array.isArray(value) && 'rules' in value;
  const list: unknown = inMap ? value.rules : (value ?? []);
  const place = inMap ? ['rules'] : [];
  if (!Array.isArray(list))
    throw wrong(
      file.where(place),
      'it is no list of rules; begin each rule with "- id: ..."',
      '这里不是规则列表；每条规则以“- id: …”开头',
    );
  const rules = list.map((one, index) => ruleOf(one, file.where([...place, index])));
  return {
    rules,
    where: (id) => {
      const places = rules.flatMap((rule, index) => (rule.id === id ? [file.where([...place, index])] : []));
      return places.length === 0 ? file.where(place) : places.join(', ');
    },
  };
}

function ruleOf(value: unknown, where: string): RuleFields {
  const isRule = value !== null && typeof value === 'object' && !Array.isArray(value);
  if (!isRule)
    throw wrong(where, 'it is no rule; write its attributes as "name: value"', '这里不是规则；请写成“名称: 值”');
  const { account: _, ...fields } = value as Record<string, unknown>;
  const { id } = fields;
  if ((typeof id !== 'string' && typeof id !== 'number') || id === '')
    throw wrong(where, 'the rule has no id; give it a name', '规则没有 id；请起一个名字');
  return { ...fields, id: String(id) };
}

const wrong = (where: string, en: string, zh: string) =>
  new Failure('usage', { zh: `${where} ${zh}`, en: `${where} ${en}` });

/** What the function found wrong, with the places in the file. */
export function placed(failure: RefusedFailure, { where, rules }: RulesFile): Failure {
  const known = new Set(rules.map(({ id }) => id));
  const faults = (failure.refusal.fields ?? []).filter(({ field }) => known.has(field));
  if (faults.length === 0) return failure;
  const lines = faults.map(({ field, message }) => `${where(field)} ${field}: ${message}`).join('\n');
  return new Failure('refused', {
    zh: `${lines}\n没有导入任何规则；请改好后重试。`,
    en: `${lines}\nNothing was imported; mend these and try again.`,
  });
}

/** The rules as YAML. In a file that is there already the comments and the order of what stays are kept. */
export function rulesAsYaml(rules: readonly RuleFields[], existing: string | undefined, path = 'rules'): string {
  const { document } = parseYaml(path, existing ?? '');
  const contents = isMap(document.contents) ? document.get('rules') : document.contents;
  const before = isSeq(contents) ? contents : new YAMLSeq();
  const nodes = new Map(before.items.filter(isMap).map((node) => [String(node.get('id')), node]));
  const wanted = new Map(rules.map((rule) => [rule.id, rule]));
  const kept = [...nodes].filter(([id]) => wanted.has(id)).map(([id, node]) => updated(node, wanted.get(id) ?? {}));
  const added = rules.filter(({ id }) => !nodes.has(id)).map((rule) => document.createNode(rule));
  before.items = [...kept, ...added];
  before.flow = false;
  if (contents !== before) document.contents = before as never;
  return document.toString({ lineWidth: 0 });
}

/** The same node with what differs changed: comments beside what stays the same stay. */
function updated(node: YAMLMap, rule: Record<string, unknown>): YAMLMap {
  for (const { key } of [...node.items]) {
    const name = String((key as Scalar).value);
    if (!(name in rule) && name !== 'account') node.delete(name);
  }
  for (const [name, value] of Object.entries(rule)) {
    const held = node.get(name, true) as { toJSON?: () => unknown } | undefined;
    if (JSON.stringify(held?.toJSON?.()) !== JSON.stringify(value)) node.set(name, value);
  }
  return node;
}
