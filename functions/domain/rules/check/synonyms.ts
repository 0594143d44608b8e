import { asList, asMap, asText, describe } from './reading.ts';
import { fault, type Report } from './report.ts';

const SEPARATORS = /[,，、;；|/=＝]/;

/** Groups of words that mean the same: lists, texts like `退货，退回`, or a map of words by the one they stand for. */
export function readSynonyms(report: Report, value: unknown): string[][] {
  const map = asMap(value);
  const groups = map
    ? Object.entries(map).map(([word, others]): [string, unknown] => [`synonyms.${word}`, [word, ...wordsIn(others)]])
    : asList(value).map((group, i): [string, unknown] => [`synonyms[${i}]`, group]);
  return groups.map(([field, group]) => readGroup(report, field, group));
}

const wordsIn = (value: unknown): unknown[] => (typeof value === 'string' ? value.split(SEPARATORS) : asList(value));

function readGroup(report: Report, field: string, group: unknown): string[] {
  const words = wordsIn(group).flatMap((word) => {
    const text = asText(word)?.trim();
    if (!text) fault(report, field, `has ${describe(word)} in it; write words`);
    return text || [];
  });
  if (words.length === 1) fault(report, field, 'has one word; write those that mean the same as it, or remove it');
  return [...new Set(words)];
}
