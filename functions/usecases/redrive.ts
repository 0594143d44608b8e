import type { DeadLetter, DeadReason } from '../domain/dead-letter.ts';
import type { DeadLetters } from '../ports/dead-letters.ts';
import type { OutboxAccount } from './deliver-outbox.ts';
import { type OpenSessionDeps, openSession } from './open-session.ts';
import { type MessageSent, type SendMessageDeps, sendMessage } from './send-message.ts';

export interface RedriveDeps extends SendMessageDeps, OpenSessionDeps {
  deadLetters: DeadLetters;
  accountOf(account: string): Promise<OutboxAccount>;
}

/** How it went; `gone`: there is no such letter, or somebody else is at it. */
export type Redriven =
  | { outcome: 'sent'; parts: number; left?: number }
  | { outcome: 'refused' | 'unknown' | 'doubtful' | 'gone'; reason: DeadReason };

const GONE: DeadReason = {
  code: 'unknown-letter',
  message: 'there is nothing of that id that failed, or somebody is sending it again right now',
  hint: 'outbox lists what there is',
};

const DOUBTFUL: DeadReason = {
  code: 'unknown-outcome',
  message: 'the user may have this message already',
  hint: 'give "force": true to send it all the same',
};

/** Send again what failed. What may have arrived is sent again only by `force`. */
export async function redrive(deps: RedriveDeps, account: string, id: string, force: boolean): Promise<Redriven> {
  const letter = await deps.deadLetters.get(account, id);
  if (letter === undefined) return { outcome: 'gone', reason: GONE };
  // One whose redrive died in the middle may have arrived, too.
  if ((letter.outcome === 'unknown' || letter.redrivenAt !== undefined) && !force)
    return { outcome: 'doubtful', reason: DOUBTFUL };
  const now = Math.floor(deps.clock() / 1000);
  if (!(await deps.deadLetters.claim(account, id, now))) return { outcome: 'gone', reason: GONE };
  const again = await repeat(deps, letter, now);
  if (again.outcome === 'sent') await deps.deadLetters.remove(account, id);
  else await deps.deadLetters.put({ ...letter, outcome: again.outcome, reason: again.reason, settledAt: now });
  return again;
}

async function repeat(deps: RedriveDeps, letter: DeadLetter, now: number): Promise<MessageSent> {
  const { account, openId, entry } = letter;
  const { credentials, quotas } = await deps.accountOf(account);
  if (entry.kind === 'send') {
    const { reply, kfAccount } = entry;
    const accountKind = credentials.kind;
    return await sendMessage(deps, { account, accountKind, quotas, openId, reply, kfAccount, keepReserve: false });
  }
  const outgoing = await deps.outboxes.read(account, openId);
  if (entry.kind !== 'create-session' || outgoing === undefined) {
    return { outcome: 'refused', parts: 0, reason: letter.reason };
  }
  await openSession(deps, { outgoing, entry, account: { credentials, quotas }, now });
  return { outcome: 'sent', parts: 0, left: 0 };
}
