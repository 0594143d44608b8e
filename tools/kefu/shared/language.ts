/** One sentence in both languages. */
export interface Words {
  zh: string;
  en: string;
}

export type Language = keyof Words;

/** The language asked for, or that of the machine: Chinese where it is set so, else English. */
export function languageOf(asked: string | undefined, env: Record<string, string | undefined>): Language {
  const wanted = asked ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '';
  return wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
