import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsFailure } from '../../shared/aws-failure.ts';
import type { Target } from '../../shared/target.ts';
import { type Check, fault } from '../check.ts';

/** Changes that a function gave up on. */
export const deadLetters: Check = {
  name: 'dead-letters',
  about: { zh: '没有放弃的批次', en: 'no change was given up' },
  run: async ({ target }) => {
    const count = target.local ? inFiles(target.folder) : await inQueue(target);
    if (count === 0) return [];
    return [
      fault(
        'dead-letters',
        [`有 ${count} 批改动处理失败后被放弃`, `${count} batches of changes were given up`],
        [
          '看 kefu-deliver 和 kefu-publish-rules 的日志；改动任意规则会重新发布，发件箱每分钟重试',
          'see the logs of kefu-deliver and kefu-publish-rules; any edit publishes again, and the outbox is tried every minute',
        ],
      ),
    ];
  },
};

function inFiles(folder: string | undefined): number {
  const path = join(folder ?? '.local', 'failures');
  if (!existsSync(path)) return 0;
  const lines = readdirSync(path).map((name) => readFileSync(join(path, name), 'utf8').trimEnd().split('\n').length);
  return lines.reduce((sum, count) => sum + count, 0);
}

async function inQueue(target: Target): Promise<number> {
  const client = new SQSClient(target.client);
  try {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: `${target.prefix}-failures` }));
    const AttributeNames = ['ApproximateNumberOfMessages' as const];
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
  } catch (error) {
    if (error instanceof Error && /AccessDenied|QueueDoesNotExist/.test(error.name)) return 0;
    throw awsFailure(error, target, { zh: '查看失败队列', en: 'Looking at the queue of failures' });
  } finally {
    client.destroy();
  }
}
