import { randomUUID } from 'node:crypto';
import { createAccountDirectory } from '../adapters/aws/account-directory.ts';
import { createDynamoDb, createSsm } from '../adapters/aws/worker-clients.ts';
import { credentialsParameter, readEnvironment } from '../env.ts';
import { TICKET_ACTIONS, type TicketDeps } from './admin/ticket-actions.ts';
import { adminHandler } from './admin.ts';
import { standardLogger } from './deps/logger.ts';
import { createTicketDeps } from './deps/tickets.ts';

/** Tickets: what could not be answered at once. */
export function createHandler(overrides: Partial<TicketDeps> = {}) {
  let made: TicketDeps | undefined;
  const deps = () => {
    made ??= { ...createDeps(overrides.clock ?? Date.now), ...overrides };
    return made;
  };
  return adminHandler({ function: 'admin-tickets', actions: TICKET_ACTIONS, deps, logger: standardLogger() });
}

export const handler = createHandler();

function createDeps(clock: TicketDeps['clock']): TicketDeps {
  const { KEFU_PREFIX: prefix } = readEnvironment('admin-tickets');
  const credentialsOf = (account: string) => credentialsParameter(prefix, account);
  return {
    ...createTicketDeps(prefix, createDynamoDb(), clock),
    accounts: createAccountDirectory(createSsm(), { path: `/${prefix}/accounts`, credentialsOf }),
    randomKey: randomUUID,
  };
}
