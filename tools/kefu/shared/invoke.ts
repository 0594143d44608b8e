import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { FunctionName } from '../../../functions/env.ts';
import { awsFailure, notDeployed } from './aws-failure.ts';
import { Failure } from './failure.ts';
import type { Target } from './target.ts';

/** What an admin Lambda answers when it refuses. */
export interface Refusal {
  code: string;
  message: string;
  hint?: string;
  errcode?: number;
  fields?: { field: string; message: string }[];
}

/** An admin function said no: the caller can mend it. */
export class RefusedFailure extends Failure {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    const text = refusal.hint ? `${refusal.message}\n  ${refusal.hint}` : refusal.message;
    super('refused', { zh: text, en: text });
    this.refusal = refusal;
  }
}

/**
 * One action of an admin Lambda.
 *
 * @throws Failure in words: nothing there, no credentials, not deployed, or what the function refused
 */
export async function invoke<Answer extends object>(
  target: Target,
  name: FunctionName,
  action: string,
  fields: object = {},
): Promise<Answer> {
  const payload = await call(target, name, { action, ...fields });
  const answer = payload as ({ ok: true } & Answer) | { ok: false; error: Refusal };
  if (!answer.ok) throw new RefusedFailure(answer.error);
  return answer;
}

async function call(target: Target, name: FunctionName, event: object): Promise<object> {
  const client = target.lambda();
  const full = `${target.prefix}-${name}`;
  try {
    const command = new InvokeCommand({ FunctionName: full, Payload: Buffer.from(JSON.stringify(event)) });
    const { FunctionError, Payload } = await client.send(command);
    const answer = JSON.parse(Buffer.from(Payload ?? []).toString() || 'null') as object;
    if (FunctionError) throw broken(full, answer);
    return answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') throw notDeployed(target, full);
    throw awsFailure(error, target, { zh: `调用 ${full} `, en: `Calling ${full}` });
  } finally {
    client.destroy();
  }
}

function broken(full: string, answer: object): Failure {
  const { errorMessage = '' } = answer as { errorMessage?: string };
  return new Failure('failed', {
    zh: `${full} 出错：${errorMessage}；请看它的日志（kefu logs）。`,
    en: `${full} failed: ${errorMessage}; look at its log (kefu logs).`,
  });
}
