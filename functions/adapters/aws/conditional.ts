import {
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { TableDeps } from './batches.ts';

/** One conditional UpdateItem; true when the condition held. */
export async function succeeds(
  { client, table }: TableDeps,
  update: Omit<UpdateItemCommandInput, 'TableName'>,
): Promise<boolean> {
  try {
    await client.send(new UpdateItemCommand({ TableName: table, ...update }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
