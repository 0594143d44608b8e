import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** An item in plain values, whatever a person typed: a set is a list, a number too long for JavaScript is rounded. */
export const toPlain = (item: Record<string, AttributeValue>): Record<string, unknown> =>
  plainMap(unmarshall(item, { wrapNumbers: Number }));

const plainMap = (map: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, plain(value)]));

function plain(value: unknown): unknown {
  if (value instanceof Set) return [...value].sort();
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Uint8Array) return value;
  return value !== null && typeof value === 'object' ? plainMap(value) : value;
}
