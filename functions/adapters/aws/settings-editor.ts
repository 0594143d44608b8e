import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { SETTINGS_ID } from '../../domain/rules/settings.ts';
import type { SettingsEditor } from '../../ports/settings-editor.ts';
import type { TableDeps } from './batches.ts';
import { toPlain } from './plain-item.ts';

/** What a person typed may be anything; what is no list of names, or no agent, is left out. */
const seats = z.object({
  groups: z.catch(z.record(z.string(), z.catch(z.array(z.string()), [])), {}),
  agents: z.catch(
    z.record(
      z.string(),
      z.object({
        capacity: z.optional(z.number()),
        autoAccept: z._default(z.boolean(), false),
        skills: z.catch(z.optional(z.array(z.string())), undefined),
      }),
    ),
    {},
  ),
});
const right = z.optional(z.boolean());
const rightsSchema = z.catch(
  z.optional(z.object({ kf: right, customSend: right, menu: right, material: right })),
  undefined,
);

/** The `@settings` items of `kefu-rules`: only the attributes named here are touched. */
export function createSettingsEditor({ client, table }: TableDeps): SettingsEditor {
  const keyOf = (account: string) => marshall({ account, id: SETTINGS_ID });
  const read = async (account: string): Promise<Record<string, unknown>> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: keyOf(account), ConsistentRead: true }),
    );
    return Item ? toPlain(Item) : {};
  };
  const set = async (account: string, attributes: Record<string, object>) => {
    const names = Object.keys(attributes);
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf(account),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: marshall(Object.fromEntries(names.map((name) => [`:${name}`, attributes[name]])), {
          removeUndefinedValues: true,
        }),
      }),
    );
  };
  return {
    seats: async (account) => {
      const { groups, agents } = seats.parse(await read(account));
      return {
        groups,
        agents: Object.fromEntries(Object.entries(agents).map(([name, agent]) => [name, known(agent)])),
      };
    },
    setSeats: (account, { groups, agents }) => set(account, { groups, agents }),
    rights: async (account) => known(rightsSchema.parse((await read(account)).rights)),
    setRights: (account, rights) => set(account, { rights }),
  };
}

/** Without the fields that are undefined. */
function known<T>(value: T): NonNullable<T> extends infer V ? { [K in keyof V]: Exclude<V[K], undefined> } : never {
  return JSON.parse(JSON.stringify(value ?? null));
}
