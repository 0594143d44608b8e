import type { Language, Words } from './language.ts';

/** Where a command writes, and how it was asked to. */
export interface Output {
  language: Language;
  json: boolean;
  /** The result: as text for a person, or as one JSON document. */
  result(value: unknown, text: string): void;
  /** What is going on; nothing with `--json`. */
  note(words: Words): void;
  say(words: Words): string;
}

/** Results to standard output, notes to standard error. */
export function createOutput(language: Language, json: boolean): Output {
  const say = (words: Words) => words[language];
  return {
    language,
    json,
    say,
    result: (value, text) => console.log(json ? JSON.stringify(value) : text),
    note: (words) => {
      if (!json) console.error(say(words));
    },
  };
}
