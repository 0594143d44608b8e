import type { Trigger } from '../../window.ts';
import { type Notices, type NotifyTarget, QUOTAS, type Quota, type Settings } from '../settings.ts';
import {
  asBoolean,
  asMap,
  asText,
  describe,
  isAbsent,
  oneOf,
  readNumber,
  readWord,
  refuseUnknown,
  type Typed,
} from './reading.ts';
import { checkText } from './reply-fields.ts';
import { fault, type Report } from './report.ts';

/** Custom sends per trigger: a map by trigger. */
export function readQuotas(report: Report, value: unknown): Partial<Settings> | undefined {
  const map = asMap(value);
  const triggers = Object.keys(QUOTAS) as Trigger[];
  if (map === undefined) return fault(report, 'quotas', `is ${describe(value)}; write a map by ${oneOf(triggers)}`);
  refuseUnknown(report, map, triggers, 'quotas.');
  const quotas: Settings['quotas'] = {};
  for (const trigger of triggers) {
    const quota = isAbsent(map[trigger]) ? undefined : readQuota(report, map[trigger], trigger);
    if (quota !== undefined) quotas[trigger] = quota;
  }
  return { quotas };
}

/** A number of sends, or a map of sends and seconds. */
function readQuota(report: Report, value: unknown, trigger: Trigger): Quota | undefined {
  const field = `quotas.${trigger}`;
  const typed = asMap(value) ?? { sends: value };
  refuseUnknown(report, typed, ['sends', 'seconds'], `${field}.`);
  const named = { [`${field}.sends`]: typed.sends, [`${field}.seconds`]: typed.seconds };
  const sends = readNumber(report, named, `${field}.sends`, { min: 0, max: 1000 });
  const seconds = readNumber(report, named, `${field}.seconds`, { min: 1, max: 30 * 86_400 });
  return { ...QUOTAS[trigger], ...(sends !== undefined && { sends }), ...(seconds !== undefined && { seconds }) };
}

/** What we say on our own: a map by notice. */
export function readNotices(report: Report, value: unknown, { notices }: Settings): Partial<Settings> | undefined {
  const map = asMap(value);
  const names = Object.keys(notices) as (keyof Notices)[];
  if (map === undefined) return fault(report, 'notices', `is ${describe(value)}; write a map by ${oneOf(names)}`);
  refuseUnknown(report, map, names, 'notices.');
  const read: Typed = { ...notices };
  for (const name of names) {
    if (isAbsent(map[name])) continue;
    const notice = readNotice(report, map[name], `notices.${name}`);
    if (notice === false && name === 'noHumans')
      fault(report, 'notices.noHumans', 'is false; somebody nobody can serve must be told, so write a text');
    else if (notice === false && name === 'didYouMean')
      fault(report, 'notices.didYouMean', 'is false; choices need a line above them, so write a text');
    else if (notice !== undefined) read[name] = notice;
  }
  return { notices: read as unknown as Notices };
}

/** A text, or false for saying nothing. */
export function readNotice(report: Report, value: unknown, field: string): string | false | undefined {
  if (typeof value === 'boolean' || (typeof value === 'string' && /^(true|false)$/i.test(value.trim()))) {
    return asBoolean(value) ? undefined : false;
  }
  return checkText(report, field, value);
}

const TARGETS: readonly NotifyTarget['kind'][] = ['wecom', 'dingtalk', 'feishu'];

/** A group robot: `{kind, parameter}`; an address typed here would be a secret in a table. */
export function readTarget(report: Report, value: unknown, field: string): NotifyTarget[] {
  const typed = asMap(value);
  if (typed === undefined)
    return fault(report, field, `is ${describe(value)}; write a map with kind and parameter`) ?? [];
  refuseUnknown(report, typed, ['kind', 'parameter'], `${field}.`);
  const kind = readWord(report, typed.kind, `${field}.kind`, TARGETS);
  if (isAbsent(typed.kind)) fault(report, `${field}.kind`, `is missing; write ${oneOf(TARGETS)}`);
  const parameter = asText(typed.parameter)?.trim() ?? '';
  if (parameter === '')
    fault(
      report,
      `${field}.parameter`,
      'is missing; write its name in the SSM parameter /kefu/accounts/<account>/notify',
    );
  else if (/^https?:/i.test(parameter))
    fault(
      report,
      `${field}.parameter`,
      'is an address, which is a secret; put it into the SSM parameter /kefu/accounts/<account>/notify and write its name there',
    );
  return kind === undefined || parameter === '' ? [] : [{ kind, parameter }];
}
