import type { AccountDirectory } from '../ports/account-directory.ts';
import { type DeliverDeps, deliverOutbox } from './deliver-outbox.ts';
import { forEachOf } from './for-each-of.ts';
import { renewMedia } from './renew-media.ts';

export interface DeliverDueDeps extends DeliverDeps {
  accounts: Pick<AccountDirectory, 'list'>;
  /** Judge the rules of an account again: media that they name come to their end. */
  republish(account: string): Promise<void>;
}

/** What a run came to. */
export interface DueRun {
  /** Users for whom something was due. */
  users: number;
  failed: number;
}

/** Users worked on at once. */
const AT_ONCE = 16;
/** What is younger is the stream's business. */
const STREAM_SECONDS = 3;

/** Take up what the stream left: retries that are due, and sends whose worker died. One account, or user, stops no other. */
export async function deliverDue(deps: DeliverDueDeps): Promise<DueRun> {
  const run: DueRun = { users: 0, failed: 0 };
  const accounts = (await deps.accounts.list()).flatMap((one) => ('credentials' in one ? [one] : []));
  await forEachOf(accounts, AT_ONCE, async ({ account, credentials }) => {
    try {
      await deliverAccount(deps, account, run);
      const { renewed, failed, ending } = await renewMedia(deps, account, credentials.kind);
      if (renewed.length + failed.length > 0)
        deps.logger.info('media.renewed', { account, renewed: renewed.length, failed: failed.length });
      if (ending.length > 0) await deps.republish(account);
    } catch (error) {
      failedWith(deps, account, run, error);
    }
  });
  return run;
}

async function deliverAccount(deps: DeliverDueDeps, account: string, run: DueRun): Promise<void> {
  const now = Math.floor(deps.clock() / 1000);
  const due = await deps.outboxes.due(account, now - STREAM_SECONDS);
  run.users += due.length;
  await forEachOf(due, AT_ONCE, (openId) =>
    deliverOutbox(deps, account, openId).catch((error) => failedWith(deps, account, run, error)),
  );
}

function failedWith({ logger }: DeliverDueDeps, account: string, run: DueRun, error: unknown): void {
  run.failed++;
  logger.error('outbox.failed', { account, error: error instanceof Error ? error.name : 'unknown' });
}
