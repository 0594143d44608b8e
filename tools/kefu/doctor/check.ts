import type { Words } from '../shared/language.ts';
import type { Patient } from './patient.ts';

/** How bad it is. `fault`: users feel it, or will. `warning`: it works, but hardly as meant. `note`: good to know. */
export type Level = 'fault' | 'warning' | 'note';

/** Something found, with its cause and what mends it. */
export interface Finding {
  /** Stable: `token.whitelist`. */
  code: string;
  level: Level;
  cause: Words;
  mend: Words;
}

/** One look at one thing; nothing found means that it is well. */
export interface Check {
  name: string;
  about: Words;
  run(patient: Patient): Promise<Finding[]>;
}

/** A finding; Chinese and English of the cause, then of the mend. */
export const found = (level: Level, code: string, cause: [string, string], mend: [string, string]): Finding => ({
  code,
  level,
  cause: { zh: cause[0], en: cause[1] },
  mend: { zh: mend[0], en: mend[1] },
});

export const fault = (code: string, cause: [string, string], mend: [string, string]) =>
  found('fault', code, cause, mend);
export const warning = (code: string, cause: [string, string], mend: [string, string]) =>
  found('warning', code, cause, mend);
export const note = (code: string, cause: [string, string], mend: [string, string]) => found('note', code, cause, mend);
