import { COMMON_SYNONYMS } from './common-synonyms.ts';
import { createFaqIndex } from './faq-index.ts';
import { mergeSynonyms, synonymTable } from './normalize.ts';

/** Questions that ask the same. */
export interface QuestionGroup {
  /** The one that was asked most: a candidate for the FAQ. */
  question: string;
  /** How often any of them was asked. */
  count: number;
  /** Other wordings, each once. */
  others: string[];
}

/** Two questions this alike are taken to ask the same. */
const SAME = 0.55;
const MOST_NEIGHBOURS = 30;
const MOST_OTHERS = 20;

/** Group what nobody answered, most asked first. Texts without two letters are no questions. */
export function suggestQuestions(
  texts: readonly string[],
  { synonyms = [] }: { synonyms?: readonly (readonly string[])[] } = {},
): QuestionGroup[] {
  const counts = countsOf(texts.map((text) => text.trim()).filter(isQuestion));
  const distinct = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1));
  const index = createFaqIndex(
    distinct.map((text) => ({ id: text, questions: [text] })),
    synonymTable(mergeSynonyms([...COMMON_SYNONYMS, ...synonyms])),
  );
  const taken = new Set<string>();
  const groups = distinct.flatMap((question): QuestionGroup[] => {
    if (taken.has(question)) return [];
    const alike = index
      .query(question, MOST_NEIGHBOURS)
      .filter(({ id, score, contradicts }) => score >= SAME && !contradicts && !taken.has(id));
    const others = alike.map(({ id }) => id).filter((id) => id !== question);
    for (const text of [question, ...others]) taken.add(text);
    const count = [question, ...others].reduce((sum, text) => sum + (counts.get(text) ?? 0), 0);
    return [{ question, count, others: others.slice(0, MOST_OTHERS) }];
  });
  return groups.sort((a, b) => b.count - a.count);
}

function countsOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

const isQuestion = (text: string): boolean => /\p{L}.*\p{L}/u.test(text);
