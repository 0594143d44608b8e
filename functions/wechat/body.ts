import { XMLParser } from 'fast-xml-parser';
import { ProtocolError } from '../errors.ts';

/** The two forms of a push, and of its answer (数据格式). */
export type Format = 'xml' | 'json';

/** A parsed body under its wire names. Read it with `text`, `number` and `list`: nothing about a value is certain. */
export type WireFields = { readonly [name: string]: unknown };

/** The largest message WeChat sends is a fraction of this. */
export const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_NESTING = 16;
const MAX_FIELDS = 1_000;

const DOCUMENT_TYPE = /<!(?:DOCTYPE|ENTITY)/i;
/** A whole number too long for a double, as a value: a key's closing quote cannot follow a backslash here. */
const LONG_INTEGER = /(?<=\w"\s*:\s*)-?\d{16,}(?=\s*[,}])/g;

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
  maxNestedTags: MAX_NESTING,
  parseTagValue: false,
  processEntities: true,
  trimValues: false,
});

/** XML or JSON, by the first character that is not blank. */
export function formatOf(body: string): Format {
  return /^\s*\{/.test(body) ? 'json' : 'xml';
}

/** @throws {ProtocolError} if the text has more than `limit` bytes in UTF-8 */
export function checkSize(text: string, limit: number): void {
  if (text.length * 3 > limit && Buffer.byteLength(text) > limit) throw new ProtocolError(`body over ${limit} bytes`);
}

/**
 * Parse a body that is known to come from WeChat. Numbers too long for JavaScript stay text.
 *
 * @throws {ProtocolError} if it is malformed, has a document type, or is nested or divided without measure
 */
export function parseBody(body: string, format: Format): WireFields {
  const fields = format === 'json' ? parseJson(body) : parseXml(body);
  if (!isFields(fields)) throw new ProtocolError('body holds no fields');
  checkShape(fields);
  return fields;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body.replace(LONG_INTEGER, '"$&"'));
  } catch {
    // The parser's message would quote the body.
    throw new ProtocolError('body is not JSON');
  }
}

function parseXml(body: string): unknown {
  if (DOCUMENT_TYPE.test(body)) throw new ProtocolError('body has a document type');
  try {
    return parser.parse(body).xml;
  } catch {
    throw new ProtocolError('body is not XML');
  }
}

function checkShape(fields: WireFields): void {
  let left = MAX_FIELDS;
  const visit = (value: unknown, depth: number): void => {
    if (--left < 0) throw new ProtocolError('body has too many fields');
    if (typeof value !== 'object' || value === null) return;
    if (depth > MAX_NESTING) throw new ProtocolError('body is nested too deep');
    for (const name in value) visit((value as WireFields)[name], depth + 1);
  };
  visit(fields, 0);
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
