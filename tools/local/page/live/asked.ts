import { useEffect, useRef, useState } from 'preact/hooks';
import { invoke } from './api.ts';
import { versionOf } from './tables.ts';

/** What is known of a question to an admin function. */
export interface Asked<Answer> {
  /** Absent until it was answered once; kept while it is asked again. */
  answer?: Answer;
  problem?: string;
}

/** Ask an admin function, and again whenever one of the tables was written to, by whomever. */
export function useAsked<Answer>(name: string, event: object, tables: readonly string[]): Asked<Answer> {
  const [held, hold] = useState<Asked<Answer> & { key?: string }>({});
  const key = JSON.stringify([name, event]);
  const wanted = useRef({ key, asked: 0, shown: 0 });
  const version = versionOf(tables);
  useEffect(() => {
    const number = ++wanted.current.asked;
    wanted.current.key = key;
    // of several answers to one question a late one is shown too, as long as none was given after it
    const take = (found: Asked<Answer>) => {
      if (wanted.current.key !== key || number < wanted.current.shown) return;
      wanted.current.shown = number;
      hold({ ...found, key });
    };
    invoke(name, event).then(
      (answer) => take({ answer: answer as Answer }),
      (error: unknown) => take({ problem: error instanceof Error ? error.message : String(error) }),
    );
  }, [key, version]);
  return held.key === key ? held : {};
}
