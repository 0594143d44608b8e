import { hash } from 'node:crypto';
import type { Rule } from '../../functions/domain/rules/rule.ts';
import type { Snapshot } from '../../functions/domain/rules/rule-set.ts';
import { defaultSettings, type Settings } from '../../functions/domain/rules/settings.ts';

/** A live rule: contains 流量, answers one text. */
export function aRule(parts: Partial<Rule> = {}): Rule {
  const rule: Omit<Rule, 'version'> = {
    id: 'traffic',
    match: 'contains',
    keywords: ['流量'],
    kinds: ['text'],
    replies: [{ kind: 'text', content: '亲，送流量活动' }],
    pick: 'all',
    priority: 0,
    enabled: true,
    ...parts,
  };
  return { version: hash('sha1', JSON.stringify(rule), 'base64url').slice(0, 8), ...rule };
}

/** Settings of a verified service account that never closes. */
export function someSettings(parts: Partial<Settings> = {}): Settings {
  return { ...defaultSettings('service'), ...parts };
}

/** A snapshot of the account `main`. */
export function aSnapshot(parts: Partial<Snapshot> = {}): Snapshot {
  return { account: 'main', number: 1, rules: [aRule()], settings: someSettings(), ...parts };
}
