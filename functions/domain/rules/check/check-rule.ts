import { hash } from 'node:crypto';
import type { AccountKind } from '../../account.ts';
import type { Mode } from '../../mode.ts';
import type { Fault, MatchKind, Rule } from '../rule.ts';
import { SETTINGS_ID, type Settings } from '../settings.ts';
import { readConditions } from './conditions.ts';
import { checkDelivery } from './delivery.ts';
import { readHours } from './hours.ts';
import { readKeywords } from './keywords.ts';
import { readKinds } from './kinds.ts';
import { readMoment } from './moments.ts';
import {
  asList,
  asText,
  describe,
  isAbsent,
  oneOf,
  readBoolean,
  readNumber,
  readWord,
  refuseUnknown,
  type Typed,
} from './reading.ts';
import { readReplies } from './replies.ts';
import { emptyReport, fault, type Report, warn } from './report.ts';

/** What a rule is checked against. */
export interface RuleContext {
  accountKind: AccountKind;
  settings: Settings;
  /** Names of the account's uploaded media; when given, others are faults. */
  media?: ReadonlySet<string>;
  /** Those of them that WeChat will soon forget, and that nothing uploads again: warned of. */
  dyingMedia?: ReadonlySet<string>;
  /** The account's kf accounts, `name@account`; when given, others are warned of. */
  kfAccounts?: ReadonlySet<string>;
}

export type RuleCheck = { ok: true; rule: Rule; warnings: Fault[] } | { ok: false; faults: Fault[]; warnings: Fault[] };

/** Ways a rule is compared with a message. */
export const MATCH_KINDS: readonly MatchKind[] = ['exact', 'prefix', 'contains', 'regex', 'faq', 'event', 'any'];
/** Who may answer a user. */
export const MODES: readonly Mode[] = ['bot', 'waiting', 'human'];

/** What we write back on the item. */
export const WRITTEN_BACK = ['status', 'error', 'warning', 'checkedAt', 'updatedAt'] as const;

/** Everything an item may have. */
export const ATTRIBUTES = [
  ...['account', 'id', 'match', 'keywords', 'kinds', 'reply', 'pick', 'priority', 'enabled', 'from', 'until', 'hours'],
  ...['modes', 'sources', 'when', 'cooldownMinutes', 'audience', 'note', 'description'],
  ...WRITTEN_BACK,
];

/** Minutes for which a text that anything gets is not said again, as in WeChat's own console. */
const ANY_COOLDOWN_MINUTES = 60;
const MAX_PRIORITY = 1_000_000;
const MAX_COOLDOWN_MINUTES = 366 * 24 * 60;
const MAX_ID_LENGTH = 200;

/** Reads one item of `kefu-rules`: forgiving in form, strict in meaning, all faults at once. Never throws. */
export function checkRule(item: Typed, context: RuleContext): RuleCheck {
  const report = emptyReport();
  const match = readMatch(report, item);
  refuseUnknown(report, item, match === 'faq' ? [...ATTRIBUTES, 'questions'] : ATTRIBUTES);
  const id = readId(report, item);
  const pick = readWord(report, item.pick, 'pick', ['all', 'random']) ?? 'all';
  const words = readKeywords(report, item, match);
  const placed = readReplies({ report, path: 'reply', context }, item.reply);
  checkDelivery(report, placed, { match, pick, keywords: words.keywords }, context);
  const replies = placed.map(({ reply }) => reply);
  const meaning = {
    id,
    match: match ?? 'any',
    ...words,
    kinds: readKinds(report, item, match, context.accountKind === 'mini-program'),
    replies,
    pick,
    priority: readNumber(report, item, 'priority', { min: -MAX_PRIORITY, max: MAX_PRIORITY }) ?? 0,
    enabled: readBoolean(report, item, 'enabled', true),
    ...readWhen(report, item, context.settings),
    ...readCooldown(report, item, match, replies),
  };
  const { faults, warnings } = report;
  return faults.length > 0
    ? { ok: false, faults, warnings }
    : { ok: true, rule: { ...meaning, version: versionOf(meaning) }, warnings };
}

/** Short, and the same for items that mean the same. */
function versionOf(meaning: Omit<Rule, 'version'>): string {
  return hash('sha1', JSON.stringify(meaning), 'base64url').slice(0, 8);
}

function readId(report: Report, { id }: Typed): string {
  const text = asText(id) ?? '';
  if (text === '') fault(report, 'id', 'is missing; write a name for the rule');
  else if (text.length > MAX_ID_LENGTH)
    fault(report, 'id', `is ${text.length} characters; at most ${MAX_ID_LENGTH} are allowed`);
  else if (text.startsWith('@'))
    fault(report, 'id', `begins with @, which is kept for ${SETTINGS_ID}; write another name`);
  return text;
}

function readMatch(report: Report, { match }: Typed): MatchKind | undefined {
  if (isAbsent(match)) return fault(report, 'match', `is missing; write ${oneOf(MATCH_KINDS)}`);
  return readWord(report, match, 'match', MATCH_KINDS);
}

function readWhen(report: Report, item: Typed, settings: Settings): Partial<Rule> {
  const from = readMoment(report, item.from, 'from', settings.timeZone, 'start');
  const until = readMoment(report, item.until, 'until', settings.timeZone, 'end');
  if (from !== undefined && until !== undefined && until <= from)
    fault(report, 'until', 'is not after from; the rule would never apply');
  const hours = readHours(report, item.hours, 'hours');
  const audience = readAudience(report, item, settings);
  return {
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(hours !== undefined && { hours }),
    ...readModes(report, item),
    ...readSources(report, item),
    ...readConditions(report, item),
    ...(audience !== undefined && { audience }),
  };
}

function readModes(report: Report, { modes }: Typed): Pick<Rule, 'modes'> {
  const read = asList(modes).map((mode, i) =>
    readWord(report, mode, Array.isArray(modes) ? `modes[${i}]` : 'modes', MODES),
  );
  const known = read.filter((mode) => mode !== undefined);
  return known.length > 0 ? { modes: [...new Set(known)] } : {};
}

function readSources(report: Report, { sources }: Typed): Pick<Rule, 'sources'> {
  const read = asList(sources).map((source, i) => {
    const text = asText(source)?.trim();
    return (
      text ||
      fault(report, Array.isArray(sources) ? `sources[${i}]` : 'sources', `is ${describe(source)}; write a text`)
    );
  });
  const known = read.filter((source) => source !== undefined);
  return known.length > 0 ? { sources: [...new Set(known)] } : {};
}

function readAudience(report: Report, { audience }: Typed, { testers }: Settings): 'testers' | undefined {
  const read = readWord(report, audience, 'audience', ['testers', 'all']);
  if (read !== 'testers') return undefined;
  if (testers.length === 0)
    warn(report, 'audience', 'is testers, but @settings.testers names none; nobody gets this rule');
  return read;
}

function readCooldown(
  report: Report,
  item: Typed,
  match: MatchKind | undefined,
  replies: Rule['replies'],
): Pick<Rule, 'cooldownMinutes'> {
  const typed = readNumber(report, item, 'cooldownMinutes', { min: 0, max: MAX_COOLDOWN_MINUTES, whole: false });
  const usual = match === 'any' && replies.some(({ kind }) => kind === 'text') ? ANY_COOLDOWN_MINUTES : undefined;
  const minutes = typed ?? usual;
  return minutes === undefined ? {} : { cooldownMinutes: minutes };
}
