/** What a call of the server API is, and what a route says about it. */
import type { z } from 'zod';
import type { AccountState, Right } from '../types.ts';
import type { World } from '../world.ts';
import { Refusal } from './refusal.ts';

/** A request as it reaches api.weixin.qq.com. */
export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  contentType: string;
  body: Buffer;
}

/** A request whose account is known by its access token. */
export interface Call {
  world: World;
  account: AccountState;
  request: ApiRequest;
  query: URLSearchParams;
  /** The body, for routes that read JSON. */
  json: unknown;
}

/** Fields of the answer; `Binary` for media. */
export type Answer = Record<string, unknown> | Binary | undefined;

export class Binary {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly name: string;
  constructor(bytes: Buffer, contentType: string, name: string) {
    this.bytes = bytes;
    this.contentType = contentType;
    this.name = name;
  }
}

export interface Route {
  path: string;
  methods: ('GET' | 'POST')[];
  /** The right the account needs, else 48001. */
  right?: Right;
  /** Kinds of account for which it is documented, else 48001. */
  only?: 'official' | 'mini-program';
  /** `json`: a JSON body is required with POST. @default json */
  body?: 'json' | 'multipart' | 'none';
  /** Calls a day of an ordinary account. */
  perDay?: number;
  perMinute?: number;
  /** How the account is known, for the calls that take an AppSecret. @default by access_token */
  authenticate?: (world: World, request: ApiRequest) => AccountState;
  run: (call: Call) => Answer | Promise<Answer>;
}

/**
 * The fields of a JSON body.
 *
 * @throws Refusal 40097 (or another code) naming the first wrong field
 */
export function fieldsOf<S extends z.ZodType>({ json }: Call, schema: S, errcode = 40097): z.infer<S> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(errcode, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
