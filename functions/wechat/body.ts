import { ProtocolError } from '../errors.ts';
import { MAX_NESTING, parseXml } from './xml-fields.ts';

/** The two forms of a push, and of its answer (数据格式). */
export type Format = 'xml' | 'json';

/** A parsed body under its wire names. Read it with `text`, `number` and `list`: nothing about a value is certain. */
export type WireFields = { readonly [name: string]: unknown };

/** The largest message WeChat sends is a fraction of this. */
const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_FIELDS = 1_000;

/** A whole number too long for a double, behind its key: within a text, the key's quote would follow a backslash. */
const LONG_INTEGER = /(\w"\s*:\s*)(-?\d{16,})(?=\s*[,}])/g;

/** XML or JSON, by the first character that is not blank. */
export function formatOf(body: string): Format {
  return /^\s*\{/.test(body) ? 'json' : 'xml';
}

/** Whether a text has more than `limit` bytes in UTF-8. */
export function exceeds(text: string, limit: number): boolean {
  return text.length * 3 > limit && Buffer.byteLength(text) > limit;
}

/**
 * Parse a body that is known to come from WeChat. Numbers too long for JavaScript stay text.
 *
 * @throws {ProtocolError} if it is malformed, too large, or nested or divided without measure
 */
export function parseBody(body: string, format: Format): WireFields {
  if (exceeds(body, MAX_MESSAGE_BYTES)) throw new ProtocolError(`body has more than ${MAX_MESSAGE_BYTES} bytes`);
  const fields = format === 'json' ? parseJson(body.trim()) : parseXml(body.trim());
  checkShape(fields);
  if (!isFields(fields)) throw new ProtocolError('body holds no fields');
  return fields;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body.replace(LONG_INTEGER, '$1"$2"'));
  } catch {
    // The parser's message would quote the body.
    throw new ProtocolError('body is not JSON');
  }
}

function checkShape(root: unknown): void {
  let left = MAX_FIELDS;
  const visit = (value: unknown, depth: number): void => {
    if (--left < 0) throw new ProtocolError('body has too many fields');
    if (typeof value !== 'object' || value === null) return;
    if (depth > MAX_NESTING) throw new ProtocolError('body is nested too deep');
    for (const name in value) visit((value as WireFields)[name], depth + 1);
  };
  visit(root, 1);
}

function isFields(value: unknown): value is WireFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field as text; undefined if it is absent. A repeated element counts as its first. */
export function optionalText(fields: WireFields, name: string): string | undefined {
  const value = Array.isArray(fields[name]) ? fields[name][0] : fields[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A field as text; empty if it is absent. */
export function text(fields: WireFields, name: string): string {
  return optionalText(fields, name) ?? '';
}

/** A field as number, however it was sent; 0 if it is absent or no number. */
export function number(fields: WireFields, name: string): number {
  const value = Number(text(fields, name));
  return Number.isFinite(value) ? value : 0;
}

/** A field that holds fields; empty if it is absent. */
export function group(fields: WireFields, name: string): WireFields {
  const value = fields[name];
  return isFields(value) ? value : {};
}

/** A field that holds several: WeChat sends a single one without its list. */
export function list(fields: WireFields, name: string): WireFields[] {
  const value = fields[name];
  return (Array.isArray(value) ? value : [value]).filter(isFields);
}
