import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { TokenRefresher } from '../../ports/token-refresher.ts';

const schema = z.union([
  z.object({ ok: z.literal(true), expiresAt: z.number() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ errcode: z.optional(z.number()), message: z.string(), hint: z.string() }),
  }),
]);

/** The Lambda `refresh-token`, invoked and awaited. Its answer never holds a token. */
export function createTokenRefresher(lambda: LambdaClient, functionName: string): TokenRefresher {
  return {
    refresh: async (account, request) => {
      const Payload = Buffer.from(JSON.stringify({ account, ...request }));
      const answer = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload }));
      const parsed = schema.safeParse(fromJson(Buffer.from(answer.Payload ?? []).toString('utf8')));
      if (answer.FunctionError === undefined && parsed.success) {
        const { data } = parsed;
        if (data.ok) return data;
        const { errcode, ...error } = data.error;
        return { ok: false, error: { ...error, ...(errcode !== undefined && { errcode }) } };
      }
      const hint = 'see the log of that function.';
      return {
        ok: false,
        error: { message: `${functionName} failed (${answer.FunctionError ?? 'odd answer'})`, hint },
      };
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
