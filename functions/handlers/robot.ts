import * as z from 'zod/mini';
import { createBedrockModel } from '../adapters/aws/bedrock-model.ts';
import { readEnvironment } from '../env.ts';
import type { AnswerModel } from '../ports/answer-model.ts';

const schema = z.object({
  question: z.string(),
  knowledge: z.object({
    faq: z.array(z.object({ question: z.string(), answer: z.string() })),
    documents: z.array(z.string()),
  }),
});

/**
 * The function `robot`: puts one question to the language model, and gives its words back. It may do nothing else. `deliver`
 * invokes it, and reads the words before anybody sees them.
 */
export function createHandler({ model }: { model?: AnswerModel } = {}) {
  let made = model;
  return async (event: unknown): Promise<{ words: string }> => {
    made ??= createBedrockModel(readEnvironment('robot').ROBOT_MODEL);
    const { question, knowledge } = schema.parse(event);
    return { words: await made.answer(question, knowledge) };
  };
}

export const handler = createHandler();
