import { confirm, isCancel, progress, spinner } from '@clack/prompts';
import { Failure } from './failure.ts';
import type { Words } from './language.ts';
import type { Output } from './output.ts';

/** Somebody pressed Ctrl-C, or said no. */
export const cancelled = () =>
  new Failure('cancelled', { zh: '已取消，没有改动。', en: 'Cancelled; nothing was changed.' });

/** Whether a person is there to be asked. */
export const isInteractive = ({ json }: Output): boolean =>
  !json && process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Go on only if a person says so, or said so by --yes. @throws Failure */
export async function agree(output: Output, question: Words, yes: boolean | undefined): Promise<void> {
  if (yes) return;
  if (!isInteractive(output)) {
    throw new Failure('usage', {
      zh: `${question.zh} 这里无法提问：确定的话请加 --yes。`,
      en: `${question.en} Nobody can be asked here: add --yes if you are sure.`,
    });
  }
  const answer = await confirm({ message: output.say(question), output: process.stderr });
  if (isCancel(answer) || !answer) throw cancelled();
}

/** Show that something is under way, for as long as it takes. */
export async function working<T>(output: Output, words: Words, task: () => Promise<T>): Promise<T> {
  if (!isInteractive(output)) return task();
  const turning = spinner({ output: process.stderr });
  turning.start(output.say(words));
  try {
    const result = await task();
    turning.stop(output.say(words));
    return result;
  } catch (error) {
    turning.error(output.say(words));
    throw error;
  }
}

/** A bar that grows to `max`; lines on standard error where no terminal is. */
export function progressBar(output: Output, max: number, words: Words): { to(done: number): void; end(): void } {
  if (!isInteractive(output)) return { to: () => {}, end: () => {} };
  const bar = progress({ max, output: process.stderr });
  let at = 0;
  bar.start(output.say(words));
  return {
    to: (done) => {
      bar.advance(done - at, `${output.say(words)} ${done}/${max}`);
      at = done;
    },
    end: () => bar.stop(output.say(words)),
  };
}
