import type { AccountKind } from '../../account.ts';
import type { Fault } from '../rule.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import { asText, type Typed } from './reading.ts';
import { emptyReport, fault } from './report.ts';

export type SettingsCheck =
  | { ok: true; settings: Settings; warnings: Fault[] }
  | { ok: false; faults: Fault[]; warnings: Fault[] };

/** Reads the item `@settings`: forgiving in form, strict in meaning, all faults at once. Never throws. */
export function checkSettings(item: Typed, accountKind: AccountKind): SettingsCheck {
  const report = emptyReport();
  const settings = defaultSettings(accountKind);
  const timeZone = asText(item.timeZone) ?? settings.timeZone;
  if (!isTimeZone(timeZone)) fault(report, 'timeZone', 'is no IANA time zone; write it like Asia/Shanghai');
  if (report.faults.length > 0) return { ok: false, ...report };
  return { ok: true, settings: { ...settings, timeZone }, warnings: report.warnings };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
