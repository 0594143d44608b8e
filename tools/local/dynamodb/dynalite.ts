import type { Server } from 'node:http';
import { createRequire } from 'node:module';

/** An item as DynamoDB's wire protocol writes it: `{"id":{"S":"a"}}`. */
export type Item = Record<string, Record<string, unknown>>;

/** One change inside an atomic write of the engine's LevelDB. */
export type Change = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };

/** The engine's LevelDB, as dynalite wraps it. */
export interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
  batch(changes: Change[]): Promise<void>;
  get(key: string): Promise<unknown>;
  iterator(range: { gt?: string; gte?: string; lt: string; limit?: number }): AsyncIterable<[string, unknown]>;
}

interface KeySchema {
  AttributeName: string;
}

/** A table as dynalite keeps it. */
export interface Table {
  TableName: string;
  KeySchema: KeySchema[];
  LocalSecondaryIndexes?: { IndexName: string }[];
  GlobalSecondaryIndexes?: { IndexName: string }[];
}

interface Store {
  db: Level;
}

interface IndexActions {
  puts: { index: string; key: string; item: Item }[];
  deletes: { index: string; key: string }[];
}

/** What a condition that failed looks like inside dynalite. */
export interface Refusal {
  statusCode: number;
  body: { __type: string; message?: string; Item?: Item };
}

/** A parsed condition or filter: `and`, `=`, `in`, `function` ..., with its operands. */
export interface Expression {
  type: string;
  args?: unknown[];
}

/** The functions of dynalite's core that its actions look up at each call, so that we can put ours in their place. */
export interface Core {
  create(options: object): Store;
  createKey(item: Item, table: Table): string;
  getIndexActions(
    indexes: { IndexName: string }[],
    before: Item | undefined,
    after: Item | null,
    table: Table,
  ): IndexActions;
  updateIndexes(
    store: Store,
    table: Table,
    before: Item | undefined,
    after: Item | null,
    done: (error?: Error | null) => void,
  ): void;
  checkConditional(
    data: { ReturnValuesOnConditionCheckFailure?: string; _condition?: { expression: Expression } },
    existing: Item | undefined,
  ): Refusal | Error | null | undefined;
  queryTable(store: Store, table: Table, data: { _filter?: { expression: Expression } }, ...rest: unknown[]): void;
}

interface Validation {
  types: Record<string, unknown>;
}

const require = createRequire(import.meta.url);

/** dynalite ships no types; these are the parts we stand on. The version is pinned, and our tests hold each part. */
export const dynalite = require('dynalite') as (options: object) => Server;
/** Its core, shared by all its actions. */
export const core = require('dynalite/db') as Core;

/** What one operation's request may contain. */
export function validation(operation: 'putItem' | 'updateItem' | 'deleteItem'): Validation {
  return require(`dynalite/validations/${operation}`) as Validation;
}
