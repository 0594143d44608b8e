import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Contact } from '../../domain/contact.ts';
import type { TableDeps } from './batches.ts';
import { keyOf } from './contact-item.ts';

/**
 * Put a contact's tags where the callback reads them at no cost: into the conversation, if there is one. Rules may depend on
 * them (`when: {tag: VIP}`).
 */
export async function tellTags({ client, table }: TableDeps, { account, openId, tags }: Contact): Promise<void> {
  const isAny = tags.length > 0;
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf(account, openId),
        UpdateExpression: isAny ? 'SET tags = :tags' : 'REMOVE tags',
        ConditionExpression: 'attribute_exists(openId)',
        ...(isAny && { ExpressionAttributeValues: { ':tags': { SS: [...new Set(tags)] } } }),
      }),
    );
  } catch (error) {
    // Nobody has talked to them yet: the first message brings the tags along.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
