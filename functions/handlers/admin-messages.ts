import { createOccasions } from '../adapters/aws/occasions.ts';
import { createUnansweredUsers } from '../adapters/aws/unanswered-users.ts';
import { readEnvironment, tableName } from '../env.ts';
import { publishRules } from '../usecases/publish-rules.ts';
import { EXPIRING_ACTION, type ExpiringDeps } from './admin/expiring-action.ts';
import { MEDIA_ACTIONS, type MediaDeps } from './admin/media-actions.ts';
import { MESSAGE_ACTIONS, type MessageDeps } from './admin/message-actions.ts';
import { OUTBOX_ACTIONS, type OutboxDeps } from './admin/outbox-actions.ts';
import { WEBHOOK_ACTIONS, type WebhookDeps } from './admin/webhook-actions.ts';
import { type Action, adminHandler } from './admin.ts';
import { standardLogger } from './deps/logger.ts';
import { createPublishingDeps } from './deps/publishing.ts';
import { createSendingDeps } from './deps/sending.ts';
import { createWebhooksDeps } from './deps/webhooks.ts';

/** What `kefu-admin-messages` needs. */
export type AdminMessagesDeps = MessageDeps & MediaDeps & OutboxDeps & ExpiringDeps & WebhookDeps;

/** Every action of `kefu-admin-messages`. */
export const MESSAGES_ACTIONS: readonly Action<AdminMessagesDeps>[] = [
  ...MESSAGE_ACTIONS,
  ...MEDIA_ACTIONS,
  ...OUTBOX_ACTIONS,
  EXPIRING_ACTION,
  ...WEBHOOK_ACTIONS,
];

/** Messages to one user, what may be sent to them, media, and what was not sent. */
export function createHandler(overrides: Partial<AdminMessagesDeps> = {}) {
  let made: AdminMessagesDeps | undefined;
  const deps = () => {
    made ??= { ...createDeps(overrides.clock ?? Date.now), ...overrides };
    return made;
  };
  return adminHandler({ function: 'admin-messages', actions: MESSAGES_ACTIONS, deps, logger: standardLogger() });
}

export const handler = createHandler();

function createDeps(clock: AdminMessagesDeps['clock']): AdminMessagesDeps {
  const environment = readEnvironment('admin-messages');
  const publishing = createPublishingDeps(environment.KEFU_PREFIX, clock);
  const sending = createSendingDeps(environment, clock);
  const conversations = { client: sending.client, table: tableName(environment.KEFU_PREFIX, 'conversations') };
  return {
    ...sending,
    unanswered: createUnansweredUsers(conversations),
    occasions: createOccasions({
      client: sending.client,
      table: tableName(environment.KEFU_PREFIX, 'accounts'),
    }),
    webhooks: createWebhooksDeps(environment, sending.client, clock),
    republish: async (account) => {
      await publishRules(publishing, account);
    },
  };
}
