import * as z from 'zod';
import type { OutboxEntry } from '../../domain/conversation.ts';
import type { DeadLetter } from '../../domain/dead-letter.ts';
import type { Outgoing } from '../../domain/outbox.ts';
import type { AccountDirectory } from '../../ports/account-directory.ts';
import { type RedriveDeps, redrive } from '../../usecases/redrive.ts';
import { type Action, action } from '../admin.ts';
import { accountOf } from './account-of.ts';
import { refusal } from './answers.ts';
import { refusedBy } from './message-actions.ts';

/** What the actions on the outbox need. */
export interface OutboxDeps extends RedriveDeps {
  accounts: Pick<AccountDirectory, 'read'>;
}

const id = z.string().min(1).max(200).describe('As outbox lists it');

/** What waits to be sent, and what was not sent. */
export const OUTBOX_ACTIONS: readonly Action<OutboxDeps>[] = [
  action({
    name: 'outbox',
    about: 'What waits to be sent, oldest first, and what failed in the last two weeks, newest first.',
    input: { limit: z.int().min(1).max(500).default(100).describe('Of each at most so many') },
    run: async (deps: OutboxDeps, { account, limit }) => {
      await accountOf(deps.accounts, account);
      const [waiting, failed] = await Promise.all([
        waitingIn(deps, account, limit),
        deps.deadLetters.list(account, limit),
      ]);
      return { waiting, failed: failed.map(shownLetter) };
    },
  }),
  action({
    name: 'redrive',
    about: 'Send again what failed, if the window is open now.',
    input: {
      id,
      force: z.boolean().default(false).describe('true: also what the user may have already'),
    },
    run: async (deps: OutboxDeps, { account, id: wanted, force }) => {
      await accountOf(deps.accounts, account);
      const again = await redrive(deps, account, wanted, force);
      if (again.outcome === 'sent') return { id: wanted, parts: again.parts };
      throw refusedBy(again.reason);
    },
  }),
  action({
    name: 'drop',
    about: 'Forget what failed.',
    input: { id },
    run: async (deps: OutboxDeps, { account, id: wanted }) => {
      await accountOf(deps.accounts, account);
      const letter = await deps.deadLetters.get(account, wanted);
      if (letter === undefined)
        throw refusal('unknown-letter', 'there is nothing of that id that failed', 'outbox lists what there is');
      await deps.deadLetters.remove(account, wanted);
      return { id: wanted };
    },
  }),
];

/** Later than any time that is due. */
const ALL = 4_000_000_000_000;

async function waitingIn({ outboxes }: OutboxDeps, account: string, limit: number) {
  const users = (await outboxes.due(account, ALL)).slice(0, limit);
  const found = await Promise.all(users.map((openId) => outboxes.read(account, openId)));
  return found
    .flatMap((outgoing) => outgoing?.entries.map((entry) => shownEntry(outgoing, entry)) ?? [])
    .slice(0, limit);
}

function shownEntry({ openId }: Outgoing, entry: OutboxEntry) {
  const { id: number, kind, createdAt, sendingAt, attempts = 0, retryAt, fault } = entry;
  return {
    ...{
      id: number,
      openId,
      kind,
      state: sendingAt === undefined ? 'waiting' : 'sending',
      createdAt,
      ...('expiresAt' in entry && { expiresAt: entry.expiresAt }),
      attempts,
    },
    ...(entry.kind === 'send' && { message: entry.reply }),
    ...(retryAt !== undefined && { retryAt }),
    ...(fault !== undefined && { fault }),
  };
}

function shownLetter({ id: number, openId, entry, outcome, reason, settledAt }: DeadLetter) {
  const { kind, createdAt, attempts = 0 } = entry;
  return {
    ...{ id: number, openId, kind, state: outcome, createdAt, settledAt, attempts, reason },
    ...(entry.kind === 'send' && { message: entry.reply }),
  };
}
