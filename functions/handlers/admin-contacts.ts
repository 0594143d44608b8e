import { createAccountDirectory } from '../adapters/aws/account-directory.ts';
import { createLogger } from '../adapters/aws/logger.ts';
import { createDynamoDb, createSsm } from '../adapters/aws/worker-clients.ts';
import { createTagApi } from '../adapters/wechat-api/tag.ts';
import { credentialsParameter, readEnvironment } from '../env.ts';
import { CONTACT_ACTIONS, type ContactDeps } from './admin/contact-actions.ts';
import { adminHandler } from './admin.ts';
import { connectContacts } from './deps/contacts.ts';
import { connectWeChat } from './deps/wechat.ts';

/** Contacts: who the customers are. */
export function createHandler(overrides: Partial<ContactDeps> = {}) {
  let made: ContactDeps | undefined;
  const deps = () => {
    made ??= { ...createDeps(overrides.clock ?? Date.now), ...overrides };
    return made;
  };
  const logger = createLogger((line) => process.stdout.write(line));
  return adminHandler({ function: 'admin-contacts', actions: CONTACT_ACTIONS, deps, logger });
}

export const handler = createHandler();

function createDeps(clock: ContactDeps['clock']): ContactDeps {
  const environment = readEnvironment('admin-contacts');
  const { KEFU_PREFIX: prefix } = environment;
  const credentialsOf = (account: string) => credentialsParameter(prefix, account);
  const accounts = createAccountDirectory(createSsm(), { path: `/${prefix}/accounts`, credentialsOf });
  return {
    clock,
    accounts,
    credentials: accounts,
    tags: createTagApi(connectWeChat(environment, clock)),
    ...connectContacts(createDynamoDb(), prefix),
  };
}
