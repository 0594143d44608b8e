import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { OnlineList } from '../../domain/agents.ts';
import type { Agents } from '../../ports/agents.ts';

/** Sort key of the list in `kefu-accounts`. */
export const ONLINE_LIST_ID = 'online';

/** The list that `refresh-agents` keeps in `kefu-accounts`. */
export function createAgents({ client, table }: { client: DynamoDBClient; table: string }): Agents {
  return {
    online: async (account, { signal }) => {
      const Key = { account: { S: account }, id: { S: ONLINE_LIST_ID } };
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key }), { abortSignal: signal });
      if (Item === undefined) return undefined;
      const { seenAt, agents, queue } = unmarshall(Item);
      return { seenAt, agents, ...(queue && { queue }) } as OnlineList;
    },
  };
}
