import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type AccessTokenState, LEASE_SECONDS } from '../../domain/access-token.ts';
import { StoreConflictError } from '../../errors.ts';
import type { AccessTokenStates } from '../../ports/access-token-state.ts';

const ID = 'access-token';
const NEVER: AccessTokenState = { fetches: 0, forcedCount: 0 };

/** Lease, counters and last error of the access tokens, one item per account in `kefu-accounts`. */
export function createAccessTokenStates(db: DynamoDBClient, table: string): AccessTokenStates {
  const keyOf = (account: string) => ({ account: { S: account }, id: { S: ID } });
  const update = (account: string, input: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>) =>
    db.send(new UpdateItemCommand({ TableName: table, Key: keyOf(account), ...input }));
  return {
    read: async (account) => {
      const { Item } = await db.send(
        new GetItemCommand({ TableName: table, Key: keyOf(account), ConsistentRead: true }),
      );
      return stateFrom(Item);
    },
    acquire: (account, now) =>
      unlessRefused(async () => {
        const { Attributes } = await update(account, {
          UpdateExpression: 'SET leaseUntil = :until ADD fence :one',
          // One far ahead was written by a clock that has been set back since.
          ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR leaseUntil > :far',
          ExpressionAttributeValues: {
            ':until': n(now + LEASE_SECONDS),
            ':now': n(now),
            ':far': n(now + 3 * LEASE_SECONDS),
            ':one': n(1),
          },
          ReturnValues: 'ALL_NEW',
        });
        return { number: Number(Attributes?.fence?.N), state: stateFrom(Attributes) };
      }),
    save: async (account, lease, state, now) => {
      const saved = await unlessRefused(async () => {
        await update(account, {
          UpdateExpression: 'SET #state = :state, leaseUntil = :until',
          ...held(lease.number, state),
          ExpressionAttributeValues: {
            ...held(lease.number, state).ExpressionAttributeValues,
            ':until': n(now + LEASE_SECONDS),
          },
        });
        return true;
      });
      if (!saved) throw new StoreConflictError(`the token lease of ${account} has gone to another call`);
    },
    release: async (account, lease, state) =>
      (await unlessRefused(async () => {
        const UpdateExpression = 'SET #state = :state REMOVE leaseUntil';
        await update(account, { UpdateExpression, ...held(lease.number, state) });
        return true;
      })) ?? false,
  };
}

const n = (value: number): AttributeValue => ({ N: String(value) });

/** Only while the lease is the one with this number. */
const held = (fence: number, state: AccessTokenState) => ({
  ConditionExpression: 'fence = :fence',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ':fence': n(fence), ':state': { S: JSON.stringify(state) } },
});

function stateFrom(item: Record<string, AttributeValue> | undefined): AccessTokenState {
  const json = item?.state?.S;
  return json ? { ...NEVER, ...(JSON.parse(json) as Partial<AccessTokenState>) } : NEVER;
}

async function unlessRefused<T>(task: () => Promise<T>): Promise<T | undefined> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
