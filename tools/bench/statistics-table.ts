import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

type Value = { S?: string; N?: string; SS?: string[] };
type Item = Map<string, Value>;

/** What was written, as DynamoDB bills it. */
export interface Written {
  requests: number;
  /** Of 1 KB of the whole item, begun ones included. */
  units: number;
}

/**
 * `kefu-statistics` in memory, as far as counting needs it, since an engine takes minutes for what is counted here in seconds.
 * It knows what every write costs.
 */
export function statisticsTable(): { client: DynamoDBClient; written: Written; items: number } {
  const items = new Map<string, Item>();
  const written: Written = { requests: 0, units: 0 };
  const send = async (command: unknown) => {
    if (command instanceof UpdateItemCommand) return update(items, written, command.input);
    if (command instanceof QueryCommand) return query(items, command.input);
    throw new Error('counting asks for nothing else');
  };
  return {
    client: { send } as unknown as DynamoDBClient,
    written,
    get items() {
      return items.size;
    },
  };
}

const keyOf = ({ account, id }: Record<string, Value>): string => `${account?.S}\n${id?.S}`;

function update(items: Map<string, Item>, written: Written, input: UpdateItemCommand['input']): object {
  const values = (input.ExpressionAttributeValues ?? {}) as Record<string, Value>;
  const key = keyOf(input.Key as Record<string, Value>);
  const item: Item = items.get(key) ?? new Map(Object.entries(input.Key as Record<string, Value>));
  const batches = item.get('batches')?.SS ?? [];
  const [batch = ''] = values[':batches']?.SS ?? [];
  written.requests += 1;
  if (batches.includes(batch)) {
    written.units += unitsOf(item);
    throw new ConditionalCheckFailedException({ message: 'counted before', $metadata: {} });
  }
  batches.push(batch);
  item.set('batches', { SS: batches }).set('expiresAt', values[':expires'] ?? {});
  for (const [alias, name] of Object.entries(input.ExpressionAttributeNames ?? {})) {
    const added = Number(values[alias.replace('#', ':')]?.N);
    item.set(name, { N: `${Number(item.get(name)?.N ?? 0) + added}` });
  }
  items.set(key, item);
  written.units += unitsOf(item);
  return {};
}

function query(items: Map<string, Item>, { ExpressionAttributeValues = {} }: QueryCommand['input']): object {
  const { ':account': account, ':from': from, ':to': to } = ExpressionAttributeValues as Record<string, Value>;
  const [first, last] = [`${account?.S}\n${from?.S}`, `${account?.S}\n${to?.S}`];
  const found = [...items].filter(([key]) => key >= first && key <= last).sort(([a], [b]) => (a < b ? -1 : 1));
  return { Items: found.map(([, item]) => Object.fromEntries(item)) };
}

/** Units that a write of the item costs. @see DynamoDB item sizes and formats */
function unitsOf(item: Item): number {
  let bytes = 0;
  for (const [name, { S = '', N, SS }] of item) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(S);
    if (N !== undefined) bytes += Math.ceil(N.length / 2) + 1;
    if (SS !== undefined) bytes += 3 + SS.reduce((sum, text) => sum + text.length + 1, 0);
  }
  return Math.ceil(bytes / 1024);
}
