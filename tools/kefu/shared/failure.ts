import type { Words } from './language.ts';

/** Exit codes of the command: what scripts can tell apart. */
export const EXIT = { failed: 1, usage: 2, unreachable: 3, refused: 4, cancelled: 130 } as const;
export type Exit = keyof typeof EXIT;

/** A command cannot go on; the words tell a person what is wrong and what to do. */
export class Failure extends Error {
  readonly exit: Exit;
  readonly words: Words;
  constructor(exit: Exit, words: Words, options?: ErrorOptions) {
    super(words.en, options);
    this.exit = exit;
    this.words = words;
  }
}
