import { createAccountDirectory } from '../adapters/aws/account-directory.ts';
import { createLogger } from '../adapters/aws/logger.ts';
import { createDynamoDb, createSsm } from '../adapters/aws/worker-clients.ts';
import { createFollowerApi } from '../adapters/wechat-api/follower.ts';
import { createGroupSendApi } from '../adapters/wechat-api/group-send.ts';
import { createTagApi } from '../adapters/wechat-api/tag.ts';
import { credentialsParameter, readEnvironment } from '../env.ts';
import type { Clock } from '../ports/clock.ts';
import { CONTACT_ACTIONS, type ContactDeps } from './admin/contact-actions.ts';
import { GROUP_SEND_ACTIONS, type GroupSendDeps } from './admin/group-send-actions.ts';
import { type Action, adminHandler } from './admin.ts';
import { connectContacts } from './deps/contacts.ts';
import { connectWeChat } from './deps/wechat.ts';

type AdminContactsDeps = ContactDeps & GroupSendDeps;

/** Every action of the function. */
const ACTIONS: readonly Action<AdminContactsDeps>[] = [...CONTACT_ACTIONS, ...GROUP_SEND_ACTIONS];

/** Contacts: who the customers are, and messages to many of them. */
export function createHandler(overrides: Partial<AdminContactsDeps> = {}) {
  let made: AdminContactsDeps | undefined;
  const deps = () => {
    made ??= { ...createDeps(overrides.clock ?? Date.now), ...overrides };
    return made;
  };
  const logger = createLogger((line) => process.stdout.write(line));
  return adminHandler({
    function: 'admin-contacts',
    actions: ACTIONS,
    deps,
    logger,
  });
}

export const handler = createHandler();

function createDeps(clock: Clock): AdminContactsDeps {
  const environment = readEnvironment('admin-contacts');
  const { KEFU_PREFIX: prefix } = environment;
  const client = connectWeChat(environment, clock);
  const credentialsOf = (account: string) => credentialsParameter(prefix, account);
  const accounts = createAccountDirectory(createSsm(), { path: `/${prefix}/accounts`, credentialsOf });
  return {
    clock,
    accounts,
    credentials: accounts,
    tags: createTagApi(client),
    followers: createFollowerApi(client),
    massSend: createGroupSendApi(client),
    ...connectContacts(createDynamoDb(), prefix),
  };
}
