import type { MessageKind } from '../../wechat/messages/index.ts';
import { type Message, parseMessage } from '../../wechat/messages/index.ts';
import { fold } from './fold.ts';
import type { Rule } from './rule.ts';
import type { RuleSet } from './rule-set.ts';

/** Something about a rule that works, but hardly as meant. */
export interface Finding {
  id: string;
  /** For a person, with the mend. */
  message: string;
}

/** What is odd about rules in their company: those never reached, and those that keep others from being reached. */
export function lint(ruleSet: RuleSet): Finding[] {
  const swallowed = new Map<string, string[]>();
  const findings = ruleSet.rules.flatMap((rule) => {
    const by = shadowOf(rule, ruleSet);
    for (const { id } of by) swallowed.set(id, [...(swallowed.get(id) ?? []), rule.id]);
    return [...shadowed(rule, by), ...repeated(rule, ruleSet), ...tooShort(rule)];
  });
  return [...findings, ...[...swallowed].flatMap(([id, others]) => swallowing(ruleSet.rule(id), others))];
}

/** Rules that answer before this one whatever reaches it: one for each keyword, or none at all. */
function shadowOf(rule: Rule, ruleSet: RuleSet): Rule[] {
  if (rule.match === 'regex' || rule.match === 'faq' || !rule.enabled) return [];
  const keywords = rule.match === 'any' ? [''] : rule.keywords;
  const by = keywords.map((keyword) => coveringRule(rule, keyword, ruleSet));
  return by.length > 0 && by.every((one) => one !== undefined) ? [...new Set(by)] : [];
}

/** The rule before this one that answers everything this keyword is in. */
function coveringRule(rule: Rule, keyword: string, ruleSet: RuleSet): Rule | undefined {
  const message = exampleOf(rule, keyword);
  if (!message) return undefined;
  const fitting = ruleSet.fitting(message);
  const before = fitting.slice(0, Math.max(0, fitting.indexOf(rule)));
  return before.find((other) => isUnconditional(other) && hearsAll(other, rule.kinds) && coversAll(other, rule));
}

/** Knowing that the other fits the keyword itself: does it fit every text that the keyword fits? */
function coversAll(other: Rule, rule: Rule): boolean {
  if (rule.match === 'exact' || rule.match === 'event' || other.match === 'any') return true;
  return other.match === 'contains' || (rule.match === 'prefix' && other.match === 'prefix');
}

const hearsAll = (other: Rule, kinds: readonly MessageKind[]): boolean =>
  other.match === 'event' || kinds.every((kind) => other.kinds.includes(kind));

/** Whether a rule answers everybody at any time. */
const isUnconditional = (rule: Rule): boolean =>
  rule.enabled &&
  [rule.from, rule.until, rule.hours, rule.modes, rule.sources, rule.when, rule.audience].every(
    (limit) => limit === undefined,
  ) &&
  !rests(rule);

/** A text from an `any` rule rests by default. */
const rests = ({ cooldownMinutes, match, replies }: Rule): boolean =>
  cooldownMinutes === undefined ? match === 'any' && replies.some(({ kind }) => kind === 'text') : cooldownMinutes > 0;

function exampleOf(rule: Rule, keyword: string): Message | undefined {
  const wire = { ToUserName: 'lint', FromUserName: 'lint', CreateTime: '1', MsgId: '1' };
  if (rule.match === 'event') {
    const [event = '', ...key] = keyword.split(':');
    if (event === '' || event === 'SCENE') return undefined;
    return parseMessage('lint', { ...wire, MsgType: 'event', Event: event, EventKey: key.join(':') });
  }
  const kind = rule.kinds[0];
  if (kind !== 'text' && kind !== 'voice') return undefined;
  return parseMessage('lint', { ...wire, MsgType: kind, Content: keyword, Recognition: keyword });
}

function shadowed({ id }: Rule, by: readonly Rule[]): Finding[] {
  if (by.length === 0) return [];
  const message = `never answers: ${names(by)} ${by.length > 1 ? 'answer' : 'answers'} first; raise its priority or remove it`;
  return [{ id, message }];
}

const MOST_NAMED = 5;

function swallowing(rule: Rule | undefined, others: readonly string[]): Finding[] {
  if (rule?.match !== 'contains') return [];
  const named = others.slice(0, MOST_NAMED).join(', ') + (others.length > MOST_NAMED ? ' …' : '');
  return [{ id: rule.id, message: `its half match swallows ${named}; lower its priority or use longer keywords` }];
}

/** A keyword that another rule of the same kind has too, and that other rule comes first. */
function repeated(rule: Rule, ruleSet: RuleSet): Finding[] {
  if (!['exact', 'prefix', 'contains'].includes(rule.match)) return [];
  return rule.keywords.flatMap((keyword) => {
    const message = exampleOf(rule, keyword);
    const same = (other: Rule) => other.match === rule.match && other.keywords.some((one) => sameText(one, keyword));
    const all = message ? ruleSet.fitting(message).filter(same) : [];
    const first = all[0];
    if (!first || first === rule || !all.includes(rule) || isForSome(first)) return [];
    return [{ id: rule.id, message: `keyword ${keyword} is also in ${first.id}, which comes first` }];
  });
}

/** A rule for some customers before one for the others is meant so. */
const isForSome = ({ sources, when, audience }: Rule): boolean => (sources ?? when ?? audience) !== undefined;

const sameText = (one: string, other: string): boolean => fold(one) === fold(other);

function tooShort({ id, match, keywords }: Rule): Finding[] {
  const short = match === 'contains' ? keywords.filter((keyword) => [...keyword.trim()].length === 1) : [];
  return short.map((keyword) => ({
    id,
    message: `half match on the single character ${keyword} fits very many texts; use exact or a longer keyword`,
  }));
}

const names = (rules: readonly Rule[]): string =>
  rules
    .slice(0, MOST_NAMED)
    .map(({ id, match }) => `${id} (${match})`)
    .join(', ');
