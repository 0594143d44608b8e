import { hash } from 'node:crypto';
import type { AccountKind } from '../../account.ts';
import type { Fault, Rule } from '../rule.ts';
import type { Settings } from '../settings.ts';
import { asList, asText, readBoolean, readNumber, readWord, type Typed } from './reading.ts';
import { emptyReport } from './report.ts';

/** What a rule is checked against. */
export interface RuleContext {
  accountKind: AccountKind;
  settings: Settings;
  /** Names of the account's uploaded media; unknown names are warned of only when this is given. */
  media?: ReadonlySet<string>;
  /** The account's kf accounts, `name@account`; likewise. */
  kfAccounts?: ReadonlySet<string>;
}

export type RuleCheck = { ok: true; rule: Rule; warnings: Fault[] } | { ok: false; faults: Fault[]; warnings: Fault[] };

/** Reads one item of `kefu-rules`: forgiving in form, strict in meaning, all faults at once. Never throws. */
export function checkRule(item: Typed, _context: RuleContext): RuleCheck {
  const report = emptyReport();
  const reply = item.reply;
  const meaning: Omit<Rule, 'version'> = {
    id: asText(item.id) ?? '',
    match:
      readWord(report, item.match, 'match', ['exact', 'prefix', 'contains', 'regex', 'faq', 'event', 'any']) ?? 'any',
    keywords: asList(item.keywords).map((keyword) => asText(keyword) ?? ''),
    kinds: ['text'],
    replies: asList(reply).map((one) =>
      typeof one === 'string' ? { kind: 'text', content: one } : (one as Rule['replies'][number]),
    ),
    pick: readWord(report, item.pick, 'pick', ['all', 'random']) ?? 'all',
    priority: readNumber(report, item, 'priority', { min: -1000, max: 1000 }) ?? 0,
    enabled: readBoolean(report, item, 'enabled', true),
  };
  if (report.faults.length > 0) return { ok: false, ...report };
  const version = hash('sha1', JSON.stringify(meaning), 'base64url').slice(0, 8);
  return { ok: true, rule: { ...meaning, version }, warnings: report.warnings };
}
