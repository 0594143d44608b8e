import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { createAnswerModel } from '../adapters/aws/answer-model.ts';
import { createCustomerTickets } from '../adapters/aws/customer-tickets.ts';
import { createModelBudget } from '../adapters/aws/model-budget.ts';
import { createTicketStore } from '../adapters/aws/ticket-store.ts';
import { ticketSettings } from '../domain/ticket-settings.ts';
import { readEnvironment, tableName } from '../env.ts';
import type { Clock } from '../ports/clock.ts';
import { type DeliverDueDeps, type DueRun, deliverDue } from '../usecases/deliver-due.ts';
import { deliverOutbox } from '../usecases/deliver-outbox.ts';
import { publishRules } from '../usecases/publish-rules.ts';
import { createTicketDesk } from '../usecases/ticket-desk.ts';
import { emitWebhooks } from '../usecases/webhooks.ts';
import { createPublishingDeps } from './deps/publishing.ts';
import { createSendingDeps } from './deps/sending.ts';
import { createWebhooksDeps } from './deps/webhooks.ts';
import { tellOfTickets } from './stream/tickets.ts';
import { eachGroup } from './stream.ts';

/** Users of a batch who are served at once: none waits for another's slow call. */
const AT_ONCE = 10;

/**
 * The function `deliver`: on the stream of `kefu-conversations` it sends what a message left in the outbox, and every minute
 * it takes up what was left over. A record never fails because of WeChat: that would stop every user of its shard.
 */
export function createHandler({ clock = Date.now }: { clock?: Clock } = {}) {
  let made: DeliverDueDeps | undefined;
  return (event: unknown): Promise<DynamoDBBatchResponse | DueRun> => {
    made ??= createDeps(clock);
    return deliver(made, event);
  };
}

export const handler = createHandler();

/** A batch of the stream, or the minute's event. */
export const deliver = (deps: DeliverDueDeps, event: unknown): Promise<DynamoDBBatchResponse | DueRun> =>
  !isStream(event) ? deliverDue(deps) : isOfTickets(event) ? tellOfTickets(deps, event) : deliverBatch(deps, event);

const isStream = (event: unknown): event is DynamoDBStreamEvent =>
  Array.isArray((event as { Records?: unknown } | null)?.Records);

const isOfTickets = ({ Records }: DynamoDBStreamEvent): boolean => Records[0]?.dynamodb?.Keys?.openId === undefined;

/** Each user's outbox once, however many of its records are in the batch. */
const deliverBatch = (deps: DeliverDueDeps, event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  eachGroup(event, {
    job: 'outbox.deliver',
    logger: deps.logger,
    atOnce: AT_ONCE,
    keyOf: userOf,
    work: async (_key, [record]) => {
      const { account, openId } = record?.dynamodb?.Keys ?? {};
      if (account?.S !== undefined && openId?.S !== undefined) await deliverOutbox(deps, account.S, openId.S);
    },
  });

function userOf({ dynamodb }: DynamoDBRecord): string | undefined {
  const { Keys, NewImage } = dynamodb ?? {};
  if (NewImage?.outboxDueAt === undefined) return undefined;
  return `${Keys?.account?.S}\n${Keys?.openId?.S}`;
}

function createDeps(clock: Clock): DeliverDueDeps {
  const environment = readEnvironment('deliver');
  const { KEFU_PREFIX: prefix } = environment;
  const sending = createSendingDeps(environment, clock);
  const { client, settingsOf } = sending;
  const tickets = createTicketDesk({
    tickets: createTicketStore({ client, table: tableName(prefix, 'tickets') }),
    customers: createCustomerTickets({ client, table: tableName(prefix, 'conversations') }),
    ticketSettingsOf: async (account) => ticketSettings(await settingsOf(account)),
    clock,
  });
  const publishing = createPublishingDeps(prefix, clock);
  const republish = async (account: string) => void (await publishRules(publishing, account));
  const webhooks = createWebhooksDeps(environment, client, clock);
  return {
    ...sending,
    tickets,
    republish,
    model: createAnswerModel(`${prefix}-robot`),
    modelBudget: createModelBudget({ client, table: tableName(prefix, 'accounts') }),
    emit: (account, events) => emitWebhooks(webhooks, account, events),
  };
}
