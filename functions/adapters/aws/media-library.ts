import { DeleteItemCommand, GetItemCommand, PutItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { StoredMedia } from '../../domain/media.ts';
import type { MediaLibrary } from '../../ports/media-library.ts';
import type { TableDeps } from './batches.ts';

const PREFIX = 'media#';

/** Names of media in `kefu-accounts`. */
export function createMediaLibrary({ client, table: TableName }: TableDeps): MediaLibrary {
  const keyOf = (account: string, name: string) => marshall({ account, id: `${PREFIX}${name}` });
  return {
    get: async (account, name) => {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: keyOf(account, name) }));
      return Item && mediaIn(unmarshall(Item));
    },
    list: async (account) => {
      const query = {
        TableName,
        KeyConditionExpression: 'account = :account AND begins_with(id, :prefix)',
        ExpressionAttributeValues: marshall({ ':account': account, ':prefix': PREFIX }),
      };
      const found: StoredMedia[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        found.push(...Items.map((item) => mediaIn(unmarshall(item))));
      }
      return found;
    },
    put: async (account, media) => {
      const item = { ...media, account, id: `${PREFIX}${media.name}` };
      await client.send(new PutItemCommand({ TableName, Item: marshall(item, { removeUndefinedValues: true }) }));
    },
    remove: async (account, name) => {
      await client.send(new DeleteItemCommand({ TableName, Key: keyOf(account, name) }));
    },
  };
}

function mediaIn({ account: _, id: __, ...item }: Record<string, unknown>): StoredMedia {
  return item as unknown as StoredMedia;
}
