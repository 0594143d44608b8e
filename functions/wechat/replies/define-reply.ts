import type { ZodMiniType } from 'zod/mini';
import type { AccountKind } from '../account.ts';

/** The fields of a passive reply: numbers go without CDATA, an array as `item` elements. */
export type PassiveFields = { readonly [name: string]: string | number | PassiveFields | readonly PassiveFields[] };

/** The fields of a custom send, without `touser`. */
export interface CustomFields {
  readonly msgtype: string;
  readonly [name: string]: unknown;
}

/** What a passive reply may depend on besides itself. */
export interface PassiveContext {
  accountKind: AccountKind;
  /** One for a message, eight for an event; WeChat drops the rest silently. */
  maxArticles: number;
}

/** What a reply kind's file says of it. */
export interface ReplyFile<R> {
  /** Makes the check of a reply that a person wrote. Not made before it is needed: the callback never needs it. */
  schema: () => ZodMiniType<R>;
  /** Absent: the kind cannot be answered passively. */
  passive?: (reply: R, context: PassiveContext) => PassiveFields;
  /** Absent: the kind cannot be a custom send. */
  custom?: (reply: R, accountKind: AccountKind) => CustomFields;
  /** Which accounts may custom-send it (customer-service messages, table of message types). */
  customFor: 'official' | 'mini-program' | 'all' | 'none';
}

/** One reply kind: what it must look like, and its two forms on the wire where it has them. */
export interface ReplyDefinition<R> extends Omit<ReplyFile<R>, 'schema'> {
  readonly schema: ZodMiniType<R>;
}

/** Define a reply kind. */
export function defineReply<R extends { kind: string }>({ schema, ...forms }: ReplyFile<R>): ReplyDefinition<R> {
  let made: ZodMiniType<R> | undefined;
  return {
    ...forms,
    get schema() {
      made ??= schema();
      return made;
    },
  };
}
