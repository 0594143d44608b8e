import type { CustomMessage, CustomSendApi, SendOutcome } from '../ports/custom-send-api.ts';
import type { Pause } from '../ports/pause.ts';

export interface SendPartsDeps {
  customSend: Pick<CustomSendApi, 'send'>;
  pause: Pause;
}

/** How a message of one or more parts ended, and how many of them the user has. */
export type PartsOutcome = SendOutcome & { sentParts: number };

/** Errcodes that say "not now": nothing was delivered. @see 全局返回码说明 */
const BUSY = new Set([-1, 61450]);
/** WeChat's limit of calls per minute. */
export const TOO_OFTEN = 45011;
const ATTEMPTS = 3;
const PAUSE_MS = 400;

/** Send the parts in order, until one does not arrive. A part whose outcome is unknown is never sent again. */
export async function sendParts(
  deps: SendPartsDeps,
  { account, openId, kfAccount }: { account: string; openId: string; kfAccount?: string | undefined },
  parts: readonly CustomMessage[],
): Promise<PartsOutcome> {
  for (const [sentParts, part] of parts.entries()) {
    const outcome = await patiently(deps, () => deps.customSend.send(account, openId, part, kfAccount));
    if (outcome.outcome !== 'sent') return { ...outcome, sentParts };
  }
  return { outcome: 'sent', sentParts: parts.length };
}

async function patiently({ pause }: SendPartsDeps, send: () => Promise<SendOutcome>): Promise<SendOutcome> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await send().catch(notCalled);
    if (attempt === ATTEMPTS || !mayPass(outcome)) return outcome;
    await pause(PAUSE_MS * attempt);
  }
}

const mayPass = (outcome: SendOutcome): boolean =>
  outcome.outcome === 'unreached' || (outcome.outcome === 'refused' && BUSY.has(outcome.errcode));

/** There was no token to call with: whatever the API layer throws, it throws before or instead of a delivery. */
const notCalled = (error: unknown): SendOutcome => ({
  outcome: 'unreached',
  reason: error instanceof Error ? error.name : 'unknown',
});

/** Whether a send that did not arrive is worth another try later; `too-often` after a minute. */
export function retryClass(outcome: SendOutcome): 'busy' | 'too-often' | undefined {
  if (outcome.outcome === 'unreached') return 'busy';
  if (outcome.outcome !== 'refused') return undefined;
  if (outcome.errcode === TOO_OFTEN) return 'too-often';
  const { meaning } = outcome.error;
  return meaning?.class === 'retry' || meaning?.class === 'token' ? 'busy' : undefined;
}
