import { WeChatApiError } from '../../errors.ts';
import { meaningOf } from '../../wechat/errcodes.ts';

/** A JSON object of WeChat's. Numbers may come as strings, and the reverse. */
export type Fields = Record<string, unknown>;

/** Ids of send jobs may be beyond 2^53: they are read as strings. */
const LONG_IDS = /("(?:msgid|msg_id|msg_data_id)"\s*:\s*)(\d{16,})/g;

/** The JSON object in a body; undefined if it holds none. */
export function parseFields(body: Buffer): Fields | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8').replace(LONG_IDS, '$1"$2"'));
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The error an answer stands for; undefined for success, which is errcode 0 or none at all. */
export function refusalOf(api: string, fields: Fields, secrets: string[]): WeChatApiError | undefined {
  const errcode = numberIn(fields, 'errcode') ?? 0;
  if (errcode === 0) return undefined;
  const said = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), textIn(fields, 'errmsg') ?? '');
  const rid = /rid:\s*([\w-]+)/.exec(said)?.[1];
  const errmsg = said.replace(/\s*,?\s*rid:\s*[\w-]+\s*$/, '').trim();
  return new WeChatApiError(api, errcode, errmsg, rid, meaningOf(errcode));
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field as text; undefined when it is absent or empty. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A field as a number; undefined when it is absent or none. */
export function numberIn(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

/** A field as a list of objects; empty when it is absent. */
export function listIn(fields: Fields, name: string): Fields[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** A field as an object; empty when it is absent. */
export function fieldsIn(fields: Fields, name: string): Fields {
  const value = fields[name];
  return isFields(value) ? value : {};
}

/** `{ [name]: value }` unless the value is absent, for spreading. */
export function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [key in Name]?: Value } | Record<string, never> {
  return value === undefined ? {} : ({ [name]: value } as { [key in Name]: Value });
}
