import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { tableName } from '../../../functions/env.ts';
import type { Engine } from '../dynamodb/engine.ts';
import { SEEDED_RULES } from './rules.ts';

const BATCH = 25;
const POLL_MS = 50;

export interface PlantDeps {
  engine: Engine;
  prefix: string;
  /** Epoch milliseconds. */
  clock: () => number;
  sleep: (ms: number) => Promise<void>;
}

/** Write the seeded rules into the table: from there they take the way of any edit. */
export async function plantRules({ engine, prefix, clock }: PlantDeps): Promise<void> {
  const items = Object.entries(SEEDED_RULES).flatMap(([account, rules]) => rules.map((rule) => ({ account, ...rule })));
  const puts = items.map((item) => ({ PutRequest: { Item: marshall(item) } }));
  for (let start = 0; start < puts.length; start += BATCH) {
    const RequestItems = { [tableName(prefix, 'rules')]: puts.slice(start, start + BATCH) };
    const answer = await engine.operate('BatchWriteItem', JSON.stringify({ RequestItems }), clock() / 1000);
    if (answer.status !== 200) throw new Error(`the seeded rules could not be written: ${answer.body}`);
  }
}

/** A seeded rule that is not live. */
export interface Unready {
  account: string;
  id: string;
  status?: string;
  error?: string;
}

/** Wait until every seeded rule is published; what is left when the time is over comes back. */
export async function untilLive(deps: PlantDeps, timeoutMs: number): Promise<Unready[]> {
  for (let waited = 0; ; waited += POLL_MS) {
    const unready = await seedsNotLive(deps);
    if (unready.length === 0 || waited >= timeoutMs || unready.every(({ status }) => status === 'error'))
      return unready;
    await deps.sleep(POLL_MS);
  }
}

async function seedsNotLive({ engine, prefix, clock }: PlantDeps): Promise<Unready[]> {
  const body = JSON.stringify({ TableName: tableName(prefix, 'rules') });
  const answer = await engine.operate('Scan', body, clock() / 1000);
  const { Items = [] } = JSON.parse(answer.body) as { Items?: Parameters<typeof unmarshall>[0][] };
  const items = Items.map((item) => unmarshall(item) as Unready);
  const ours = items.filter(({ account, id }) => SEEDED_RULES[account]?.some((rule) => rule.id === id));
  return ours.filter(({ id, status }) => status !== 'live' && id !== '@settings');
}
