import { Failure } from '../shared/failure.ts';
import { type Check, type Finding, fault } from './check.ts';
import { CHECKS } from './checks.ts';
import type { Patient } from './patient.ts';

/** What one check found. */
export interface Examined {
  check: Check;
  findings: Finding[];
}

/** Run every check; each is told of as soon as it is done. One that cannot look is a finding itself. */
export async function examine(patient: Patient, told: (one: Examined) => void = () => {}): Promise<Examined[]> {
  const results: Examined[] = [];
  const missing = (await patient.credentials()) === undefined;
  for (const check of CHECKS) {
    // Without an account only its absence is news.
    if (missing && !['stack', 'credentials'].includes(check.name)) continue;
    const one = { check, findings: await look(check, patient) };
    results.push(one);
    told(one);
    if (check.name === 'stack' && one.findings.length > 0) break;
  }
  return results;
}

async function look(check: Check, patient: Patient): Promise<Finding[]> {
  try {
    return await check.run(patient);
  } catch (error) {
    if (!(error instanceof Failure) || error.exit === 'unreachable') throw error;
    const { zh, en } = error.words;
    return [
      fault(
        `${check.name}.not-looked`,
        [`无法检查：${zh}`, `it could not be looked at: ${en}`],
        ['先解决上面的问题', 'mend what is named above first'],
      ),
    ];
  }
}
