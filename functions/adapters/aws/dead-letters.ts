import { DeleteItemCommand, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { DEAD_LETTER_DAYS, type DeadLetter } from '../../domain/dead-letter.ts';
import { SENDING_SECONDS } from '../../domain/outbox.ts';
import type { DeadLetters } from '../../ports/dead-letters.ts';
import type { TableDeps } from './batches.ts';
import { succeeds } from './conditional.ts';

/** Sort keys in `kefu-accounts` begin so; the rest is the id that people see. */
const PREFIX = 'dead-letter#';

/** Dead letters in `kefu-accounts`; DynamoDB sweeps them away by `expiresAt`. */
export function createDeadLetters({ client, table: TableName }: TableDeps): DeadLetters {
  const keyOf = (account: string, id: string) => marshall({ account, id: `${PREFIX}${id}` });
  return {
    put: async (letter) => {
      const { id, redrivenAt: _, ...rest } = letter;
      const expiresAt = letter.settledAt + DEAD_LETTER_DAYS * 86_400;
      const item = { ...rest, id: `${PREFIX}${id}`, expiresAt };
      await client.send(new PutItemCommand({ TableName, Item: marshall(item, { removeUndefinedValues: true }) }));
    },
    get: async (account, id) => {
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: keyOf(account, id), ConsistentRead: true }),
      );
      return Item && letterIn(unmarshall(Item));
    },
    list: async (account, limit) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'account = :account AND begins_with(id, :prefix)',
          ExpressionAttributeValues: marshall({ ':account': account, ':prefix': PREFIX }),
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return Items.map((item) => letterIn(unmarshall(item)));
    },
    claim: (account, id, now) =>
      succeeds(
        { client, table: TableName },
        {
          Key: keyOf(account, id),
          UpdateExpression: 'SET redrivenAt = :now',
          ConditionExpression: 'attribute_exists(id) AND (attribute_not_exists(redrivenAt) OR redrivenAt <= :old)',
          ExpressionAttributeValues: marshall({ ':now': now, ':old': now - SENDING_SECONDS }),
        },
      ),
    remove: async (account, id) => {
      await client.send(new DeleteItemCommand({ TableName, Key: keyOf(account, id) }));
    },
  };
}

function letterIn({ expiresAt: _, ...item }: Record<string, unknown>): DeadLetter {
  return { ...item, id: String(item.id).slice(PREFIX.length) } as DeadLetter;
}
