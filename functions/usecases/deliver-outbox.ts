import type { Credentials } from '../domain/account.ts';
import type { OutboxEntry } from '../domain/conversation.ts';
import { type DeadOutcome, type DeadReason, deadLetterOf } from '../domain/dead-letter.ts';
import type { Waits } from '../domain/model.ts';
import { nextStep, type Outgoing, retried, type Step } from '../domain/outbox.ts';
import type { WebhookEvent } from '../domain/webhook.ts';
import type { Quotas } from '../domain/window.ts';
import { StoreConflictError } from '../errors.ts';
import type { DeadLetters } from '../ports/dead-letters.ts';
import type { Logger } from '../ports/logger.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import { type AskModelDeps, askModel } from './ask-model.ts';
import { deliverSend } from './deliver-send.ts';
import { type DeliverTicketDeps, deliverTicket } from './deliver-ticket.ts';
import { type OpenSessionDeps, openSession } from './open-session.ts';
import type { SendPartsDeps } from './send-parts.ts';
import type { ShowTypingDeps } from './show-typing.ts';
import type { UploadMediaDeps } from './upload-media.ts';

/** What is known of the account an outbox belongs to. */
export interface OutboxAccount {
  credentials: Pick<Credentials, 'kind' | 'wechatId'>;
  quotas: Quotas;
}

export interface DeliverDeps
  extends SendPartsDeps,
    UploadMediaDeps,
    OpenSessionDeps,
    DeliverTicketDeps,
    AskModelDeps,
    ShowTypingDeps {
  customSend: SendPartsDeps['customSend'] & ShowTypingDeps['customSend'];
  outboxes: OutboxStore;
  deadLetters: DeadLetters;
  logger: Logger;
  accountOf(account: string): Promise<OutboxAccount>;
  /** Keep events for outside systems, and tell them. */
  emit(account: string, events: readonly WebhookEvent[]): Promise<void>;
}

/** An entry that is to be worked on, with the conversation as it was read. */
export interface Job<Entry extends OutboxEntry = OutboxEntry> {
  outgoing: Outgoing;
  entry: Entry;
  account: OutboxAccount;
  now: number;
}

/**
 * How an entry's work ended.
 * - `done`: the entry is replaced, by nothing unless `by` says so. `windows` are set with it, and `waits` if the rules still
 *   answer the user.
 * - `dead`: it will never be done; it is kept as a dead letter.
 * - `busy`: somebody else is at it, or it waits for another try.
 */
export type JobEnd =
  | ({ end: 'done'; by?: OutboxEntry | readonly OutboxEntry[]; waits?: Waits } & Settled)
  | ({ end: 'dead'; outcome: DeadOutcome; reason: DeadReason } & Settled)
  | { end: 'busy' };

interface Settled {
  /** The conversation as the work left it, if it changed it. */
  from?: Outgoing;
  windows?: (current: Outgoing) => Outgoing['windows'];
}

/** More steps than twenty entries take. */
const STEPS = 80;
const ROUNDS = 8;

/** Work through what waits to be sent to one user, until nothing is left or all of it waits for later. */
export async function deliverOutbox(deps: DeliverDeps, account: string, openId: string): Promise<void> {
  let outgoing = await deps.outboxes.read(account, openId);
  for (let step = 0; step < STEPS && outgoing !== undefined; step++) {
    const now = Math.floor(deps.clock() / 1000);
    const next = nextStep(outgoing, now);
    if (next === undefined) return;
    const job = { outgoing, entry: next.entry, account: await deps.accountOf(account), now };
    const end = next.do === 'give-up' ? gaveUp(next) : await execute(deps, job);
    outgoing = await settle(deps, job, end);
  }
}

function execute(deps: DeliverDeps, job: Job): Promise<JobEnd> {
  const { entry } = job;
  switch (entry.kind) {
    case 'send':
      return deliverSend(deps, { ...job, entry });
    case 'ask':
      return askModel(deps, { ...job, entry });
    case 'create-session':
      return repeatable(deps, job, () => openSession(deps, { ...job, entry }));
    case 'ticket':
    case 'ticket-message':
      return repeatable(deps, job, () => deliverTicket(deps, { ...job, entry }));
    case 'webhook':
      return repeatable(deps, job, async () => {
        await deps.emit(job.outgoing.account, entry.events);
        return { end: 'done' };
      });
  }
}

/** What does no harm if it is done twice is tried again, whatever went wrong; meanwhile other entries go on. */
async function repeatable({ logger }: DeliverDeps, job: Job, work: () => Promise<JobEnd>): Promise<JobEnd> {
  try {
    return await work();
  } catch (error) {
    const fault = error instanceof Error ? error.name : 'unknown';
    logger.error('outbox.entry-failed', { account: job.outgoing.account, kind: job.entry.kind, error: fault });
    return { end: 'done', by: retried(job.entry, job.now, { why: 'busy', fault }) };
  }
}

const WORDS: Record<'unknown' | 'expired' | 'human-serves', DeadReason> = {
  unknown: {
    code: 'unknown-outcome',
    message: 'the worker ended during the call; the user may have the message or not',
    hint: 'look at the chat before sending it again: it is never repeated by itself',
  },
  expired: {
    code: 'expired',
    message: 'it could not be sent in time, and would only confuse now',
    hint: 'send it again if it still helps',
  },
  'human-serves': {
    code: 'human-serves',
    message: 'an agent took over before it was sent',
    hint: 'nothing to do: the agent answers',
  },
};

function gaveUp({ why, entry }: Extract<Step, { do: 'give-up' }>): JobEnd {
  const { message, ...words } = WORDS[why];
  const last = entry.fault === undefined ? '' : `; the last try: ${entry.fault}`;
  return { end: 'dead', outcome: why, reason: { ...words, message: `${message}${last}` } };
}

/** The dead letter is stored before the entry goes, so that a crash between the two loses nothing. */
async function settle(deps: DeliverDeps, job: Job, end: JobEnd): Promise<Outgoing | undefined> {
  const { outgoing, entry, now } = job;
  if (end.end === 'busy') return await deps.outboxes.read(outgoing.account, outgoing.openId);
  if (end.end === 'dead') {
    await deps.deadLetters.put(deadLetterOf(outgoing, entry, end.outcome, end.reason, now));
  }
  log(deps, outgoing, entry, end);
  return await replace(deps, job, end);
}

/** Replace the entry, whatever else has changed meanwhile. */
async function replace(
  { outboxes }: DeliverDeps,
  { outgoing: { account, openId }, entry: { id } }: Job,
  end: Exclude<JobEnd, { end: 'busy' }>,
): Promise<Outgoing | undefined> {
  const { by, waits } = end.end === 'done' ? end : {};
  let current = end.from ?? (await outboxes.read(account, openId));
  for (let round = 0; round < ROUNDS; round++) {
    // The user left, and what waited for them was dropped.
    if (current === undefined || !current.entries.some((entry) => entry.id === id)) return current;
    const entries = current.entries.flatMap((entry) => (entry.id === id ? (by ?? []) : entry));
    const changed = await outboxes.change(current, {
      entries,
      ...(end.windows && { windows: end.windows(current) }),
      ...(waits && current.state.mode === 'bot' && { waits }),
    });
    if (changed !== undefined) return changed;
    current = await outboxes.read(account, openId);
  }
  throw new StoreConflictError('the conversation changes too fast to settle what was sent');
}

function log({ logger }: DeliverDeps, { account }: Outgoing, { kind }: OutboxEntry, end: JobEnd): void {
  if (end.end === 'dead') {
    const { outcome, reason } = end;
    const event = outcome === 'refused' ? 'send.refused' : `send.${outcome}`;
    logger.warn(event, { account, kind, code: reason.code, errcode: reason.errcode });
  } else if (end.end === 'done' && end.by === undefined) logger.info('send.done', { account, kind });
}
