import type { Knowledge } from '../domain/model-answer.ts';

/** A language model that answers a customer's question from what it is given. */
export interface AnswerModel {
  /**
   * Its words as they come, to be read by `readAnswer`.
   *
   * @throws when it is down, slow, or not there at all
   */
  answer(question: string, knowledge: Knowledge): Promise<string>;
}
