import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { OnlineList } from '../../functions/domain/agents.ts';
import { compile } from '../../functions/domain/rules/compile.ts';
import type { RuleSet, Snapshot } from '../../functions/domain/rules/rule-set.ts';
import type { createCallback } from '../../functions/handlers/callback.ts';
import type { Agents } from '../../functions/ports/agents.ts';
import type { LogField, Logger } from '../../functions/ports/logger.ts';
import type { RuleSets } from '../../functions/ports/rule-set-store.ts';
import { NOW, type PushRequest } from './push.ts';
import { aSnapshot } from './rules.ts';

/** The event of a request to `/callback/{account}`. */
export function anHttpEvent(
  request: Partial<PushRequest>,
  options: { account?: string; method?: string; base64?: boolean; at?: number } = {},
): APIGatewayProxyEventV2 {
  const { account = 'main', method = 'POST', base64 = false, at = NOW } = options;
  const { query, body } = request;
  return {
    version: '2.0',
    routeKey: 'ANY /callback/{account}',
    rawPath: `/callback/${account}`,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { 'content-type': 'text/xml' },
    pathParameters: { account },
    isBase64Encoded: base64,
    requestContext: { http: { method }, timeEpoch: at * 1000 },
    ...(query && { queryStringParameters: query }),
    ...(body !== undefined && { body: base64 ? Buffer.from(body).toString('base64') : body }),
  } as unknown as APIGatewayProxyEventV2;
}

/** Call a handler as Lambda does. */
export const invoke = async (
  handler: ReturnType<typeof createCallback>,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> => handler(event, {} as Context);

/** Rule sets in memory; `publish` puts a new one in force, earlier ones stay to be had by number. */
export function memoryRuleSets(): RuleSets & { publish(parts?: Partial<Snapshot>): Promise<RuleSet> } {
  const sets: RuleSet[] = [];
  return {
    publish: async (parts = {}) => {
      const set = await compile(aSnapshot({ number: sets.length + 1, ...parts }));
      sets.push(set);
      return set;
    },
    current: async () => {
      const newest = sets.at(-1);
      if (newest === undefined) throw new Error('nothing was published');
      return newest;
    },
    numbered: async (_account, number) => sets.find((set) => set.number === number),
  };
}

/** Agents who are online as the test says; it counts how often they are asked for. */
export function memoryAgents(list?: OnlineList): Agents & { list: OnlineList | undefined; asked: number } {
  return {
    list,
    asked: 0,
    async online() {
      this.asked++;
      return this.list;
    },
    async book(_account, booking) {
      this.asked++;
      if (this.list === undefined) return undefined;
      this.list = { ...this.list, bookings: [...(this.list.bookings ?? []), booking] };
      return this.list;
    },
  };
}

/** A logger that keeps its lines. */
export function memoryLogger(): Logger & {
  lines: { level: string; event: string; fields: Record<string, LogField> }[];
} {
  const lines: { level: string; event: string; fields: Record<string, LogField> }[] = [];
  const at = (level: string) => (event: string, fields: Record<string, LogField>) => {
    lines.push({ level, event, fields });
  };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}
