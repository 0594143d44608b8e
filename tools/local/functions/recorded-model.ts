import { createFaqIndex } from '../../../functions/domain/faq/faq-index.ts';
import { DOES_NOT_KNOW } from '../../../functions/domain/model-answer.ts';
import type { AnswerModel } from '../../../functions/ports/answer-model.ts';

/** Less alike than this it does not know. */
const KNOWS = 0.15;

/** The language model's stand-in: the same question and knowledge give the same answer, and never a word of its own. */
export function createRecordedModel(): AnswerModel {
  return {
    answer: async (question, { faq, documents }) => {
      const sentences = documents
        .flatMap((document) => document.split(/(?<=[。！？\n])/))
        .filter((text) => text.trim());
      const known = [...faq, ...sentences.map((text) => ({ question: text, answer: text.trim() }))];
      const entries = known.map((one, at) => ({ id: `${at}`, questions: [one.question, one.answer] }));
      const [hit] = createFaqIndex(entries).query(question, 1);
      if (hit === undefined || hit.score < KNOWS || hit.contradicts) return DOES_NOT_KNOW;
      return known[Number(hit.id)]?.answer ?? DOES_NOT_KNOW;
    },
  };
}
