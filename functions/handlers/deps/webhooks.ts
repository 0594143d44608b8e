import { createWebhookEndpoints } from '../../adapters/aws/webhook-endpoints.ts';
import { createWebhookQueue } from '../../adapters/aws/webhook-queue.ts';
import { type createDynamoDb, createSsm } from '../../adapters/aws/worker-clients.ts';
import { createWebhookPost } from '../../adapters/web/webhook-post.ts';
import { tableName, webhooksParameter } from '../../env.ts';
import type { Clock } from '../../ports/clock.ts';
import type { WebhooksDeps } from '../../usecases/webhooks.ts';
import { standardLogger } from './logger.ts';

/** What every function needs that tells outside systems. */
export function createWebhooksDeps(
  { KEFU_PREFIX: prefix, WECHAT_API: wechatUrl }: { KEFU_PREFIX: string; WECHAT_API: string },
  client: ReturnType<typeof createDynamoDb>,
  clock: Clock,
): WebhooksDeps {
  return {
    endpoints: createWebhookEndpoints({
      ssm: createSsm(),
      nameOf: (account) => webhooksParameter(prefix, account),
      nowMs: () => performance.now(),
    }),
    queue: createWebhookQueue({ client, table: tableName(prefix, 'accounts') }),
    // On the simulator the outside system may be on this machine.
    post: createWebhookPost({ allowPrivate: /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]?/.test(wechatUrl) }),
    clock,
    logger: standardLogger(),
  };
}
