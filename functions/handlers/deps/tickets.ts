import { createCustomerTickets } from '../../adapters/aws/customer-tickets.ts';
import { createPublishedRules } from '../../adapters/aws/published-rules.ts';
import { createSurveyDesk } from '../../adapters/aws/survey-desk.ts';
import { createTicketStore } from '../../adapters/aws/ticket-store.ts';
import type { createDynamoDb } from '../../adapters/aws/worker-clients.ts';
import { tableName } from '../../env.ts';
import type { Clock } from '../../ports/clock.ts';
import type { WorkOnTicketDeps } from '../../usecases/work-on-ticket.ts';

type Client = ReturnType<typeof createDynamoDb>;

/** What every function that works on tickets needs. */
export const createTicketDeps = (prefix: string, client: Client, clock: Clock): WorkOnTicketDeps => ({
  tickets: createTicketStore({ client, table: tableName(prefix, 'tickets') }),
  customers: createCustomerTickets({ client, table: tableName(prefix, 'conversations') }),
  published: createPublishedRules({ client, table: tableName(prefix, 'rule-sets') }),
  surveys: createSurveyDesk({ client, table: tableName(prefix, 'conversations') }),
  clock,
});
