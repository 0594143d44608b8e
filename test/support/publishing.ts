import { randomUUID } from 'node:crypto';
import { createRuleSetStore } from '../../functions/adapters/aws/rule-set-store.ts';
import { createRuleStore } from '../../functions/adapters/aws/rule-store.ts';
import type { AccountKind } from '../../functions/domain/account.ts';
import type { RuleItem } from '../../functions/domain/rules/items.ts';
import type { Snapshot } from '../../functions/domain/rules/rule-set.ts';
import type { CredentialsStore } from '../../functions/ports/credentials.ts';
import type { PublishRulesDeps } from '../../functions/usecases/publish-rules.ts';
import type { Engine } from './engine.ts';

/** An account of its own on the engine, with what publishes its rules. */
export interface PublishingWorld {
  account: string;
  deps: PublishRulesDeps;
  /** Put items as an operator does; `account` is filled in. */
  put(...items: Record<string, unknown>[]): Promise<void>;
  remove(...ids: string[]): Promise<void>;
  item(id: string): Promise<RuleItem | undefined>;
  /** The snapshot that the pointer names. */
  live(): Promise<Snapshot | undefined>;
}

export const credentialsOf = (kind: AccountKind): CredentialsStore => ({
  read: async (account) => ({
    kind,
    appId: `wx-${account}`,
    appSecret: 'secret',
    originalId: `gh_${account}`,
    token: 'token',
    encodingAesKey: 'key',
    encryption: 'safe',
  }),
});

/** A new account of a kind. */
export function publishingWorld({ client }: Engine, kind: AccountKind = 'service'): PublishingWorld {
  const account = `account-${randomUUID()}`;
  const rules = createRuleStore({ client, table: 'kefu-rules' });
  const ruleSets = createRuleSetStore({ client, table: 'kefu-rule-sets' });
  const items = async () => (await rules.items(account)).map(({ item }) => item);
  return {
    account,
    deps: { rules, ruleSets, credentials: credentialsOf(kind), clock: () => 1_700_000_000_000, pause: async () => {} },
    put: (...typed) =>
      rules.change(
        account,
        typed.map((fields) => ({ ...fields, account }) as RuleItem),
        [],
      ),
    remove: (...ids) => rules.change(account, [], ids),
    item: async (id) => (await items()).find((item) => item.id === id),
    live: async () => {
      const pointer = await ruleSets.pointer(account);
      return pointer && ruleSets.read(account, pointer.live);
    },
  };
}

/** A rule as a person types it. */
export const typedRule = (id: string, reply: unknown = '好的', more: Record<string, unknown> = {}) => ({
  id,
  match: 'contains',
  keywords: [id],
  reply,
  ...more,
});

/** The dependencies, with something done before the n-th call of the stores (counted from 0). */
export function interrupted(deps: PublishRulesDeps, at: number, interlude: () => Promise<void>): PublishRulesDeps {
  let calls = 0;
  const around = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get:
        (target, name) =>
        async (...args: unknown[]) => {
          if (calls++ === at) await interlude();
          return (Reflect.get(target, name) as (...args: unknown[]) => unknown).apply(target, args);
        },
    });
  return { ...deps, rules: around(deps.rules), ruleSets: around(deps.ruleSets) };
}
