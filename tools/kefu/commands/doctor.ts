import { Command } from 'commander';
import type { Finding, Level } from '../doctor/check.ts';
import { type Examined, examine } from '../doctor/examine.ts';
import { createPatient } from '../doctor/patient.ts';
import { contextOf } from '../shared/context.ts';
import type { Output } from '../shared/output.ts';

const MARKS: Record<Level, string> = { fault: '✗', warning: '!', note: '·' };

/** `kefu doctor`: what is wrong with the deployment and an account, and what mends it. */
export const doctorCommand = () =>
  new Command('doctor')
    .description('what is wrong, why, and what mends it · 体检：问题、原因和解决办法')
    .argument('<account>')
    .option('--url <url>', 'another callback, as https://....amazonaws.com/callback')
    .action(async (account: string, options: { url?: string }, command: Command) => {
      const { output, target } = contextOf(command);
      const callback = options.url?.replace(/\/$/, '') ?? target.callback;
      const patient = createPatient({ ...target, ...(callback !== undefined && { callback }) }, account);
      const examined = await examine(patient, (one) =>
        output.note({ zh: lineOf(one, output), en: lineOf(one, output) }),
      );
      const findings = examined.flatMap((one) => one.findings);
      const faults = findings.filter(({ level }) => level === 'fault');
      const told = findings.map((finding) => ({
        ...finding,
        cause: output.say(finding.cause),
        mend: output.say(finding.mend),
      }));
      output.result({ account, healthy: faults.length === 0, findings: told }, summary(findings, output));
      if (faults.length > 0) process.exitCode = 1;
    });

function lineOf({ check, findings }: Examined, { say }: Output): string {
  const head = findings.some(({ level }) => level !== 'note') ? '✗' : '✓';
  const lines = findings.map(({ level, cause, mend }) => `    ${MARKS[level]} ${say(cause)}\n      → ${say(mend)}`);
  return [`${head} ${say(check.about)}`, ...lines].join('\n');
}

function summary(findings: readonly Finding[], { say }: Output): string {
  const count = (level: Level) => findings.filter((one) => one.level === level).length;
  if (count('fault') + count('warning') === 0) return say({ zh: '一切正常。', en: 'All is well.' });
  return say({
    zh: `${count('fault')} 个问题，${count('warning')} 个提醒`,
    en: `${count('fault')} faults, ${count('warning')} warnings`,
  });
}
