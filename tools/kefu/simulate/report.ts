import type { Output } from '../shared/output.ts';
import type { Run } from './run.ts';

/** How the scenarios went, for a person; sets the exit code when one failed. */
export function reportRuns(runs: readonly Run[], output: Output): void {
  const failed = runs.filter(({ ok }) => !ok);
  const lines = runs.map(({ name, ok, steps, failure }) => {
    const head = `${ok ? '✓' : '✗'} ${name}  ${output.say({ zh: `${steps} 步`, en: `${steps} steps` })}`;
    return failure ? [head, `  ${failure.where}`, ...failure.lines.map((line) => `    ${line}`)].join('\n') : head;
  });
  const sum = output.say({
    zh: `${runs.length - failed.length} 个通过，${failed.length} 个失败`,
    en: `${runs.length - failed.length} passed, ${failed.length} failed`,
  });
  output.result({ ok: failed.length === 0, scenarios: runs }, [...lines, sum].join('\n'));
  if (failed.length > 0) process.exitCode = 1;
}
