import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { AnswerModelError } from '../../errors.ts';
import type { AnswerModel } from '../../ports/answer-model.ts';

const schema = z.object({ words: z.string() });
/** The function gives up before. One try: a second would cost again, and the user has waited. */
const LIMITS = { maxAttempts: 1, requestHandler: { connectionTimeout: 2_000, requestTimeout: 20_000 } };

/**
 * The Lambda `robot`, invoked and awaited: it may call the model and nothing else, so that nothing a customer writes reaches a
 * table, a secret or WeChat from there.
 */
export function createAnswerModel(functionName: string): AnswerModel {
  let lambda: LambdaClient | undefined;
  return {
    answer: async (question, knowledge) => {
      lambda ??= new LambdaClient(LIMITS);
      const Payload = Buffer.from(JSON.stringify({ question, knowledge }));
      const answer = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload }));
      const parsed = schema.safeParse(fromJson(Buffer.from(answer.Payload ?? []).toString('utf8')));
      if (answer.FunctionError !== undefined || !parsed.success) {
        throw new AnswerModelError(`${functionName} failed (${answer.FunctionError ?? 'odd answer'})`);
      }
      return parsed.data.words;
    },
  };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
