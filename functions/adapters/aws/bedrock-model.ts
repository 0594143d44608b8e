import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { DOES_NOT_KNOW } from '../../domain/model-answer.ts';
import { promptFor } from '../../domain/model-prompt.ts';
import type { AnswerModel } from '../../ports/answer-model.ts';

/** The user waits, and whoever comes after them: an answer that takes longer is handed to a human. */
const ANSWER_MS = 12_000;
const MOST_TOKENS = 400;

/** A model of Amazon Bedrock. @see Converse in the Amazon Bedrock Runtime API reference */
export function createBedrockModel(modelId: string, answerMs = ANSWER_MS): AnswerModel {
  const client = new BedrockRuntimeClient({ maxAttempts: 2 });
  return {
    answer: async (question, knowledge) => {
      const { system, user } = promptFor(question, knowledge);
      const command = new ConverseCommand({
        modelId,
        system: [{ text: system }],
        messages: [{ role: 'user', content: [{ text: user }] }],
        inferenceConfig: { maxTokens: MOST_TOKENS, temperature: 0 },
      });
      const { output, stopReason } = await client.send(command, { abortSignal: AbortSignal.timeout(answerMs) });
      // Cut off, filtered or stopped by a guardrail: no answer to rely on.
      if (stopReason !== 'end_turn' && stopReason !== 'stop_sequence') return DOES_NOT_KNOW;
      return (output?.message?.content ?? []).flatMap(({ text }) => text ?? []).join('\n');
    },
  };
}
