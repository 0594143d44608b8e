import { hash } from 'node:crypto';

/** A message key in 8 bytes, as 11 characters of base64url: what the registers of a conversation hold. */
export const keyMark = (messageKey: string): string =>
  (hash('sha1', messageKey, 'buffer') as Buffer).subarray(0, 8).toString('base64url');

/** A name in 6 characters of base64url: a rule's or a notice's place in a conversation. */
export const nameMark = (name: string): string => hash('sha1', name, 'base64url').slice(0, 6);

/** Which form of a rule answered, in 6 characters. */
export const ruleMark = ({ id, version }: { id: string; version: string }): string => nameMark(`${id}\n${version}`);

/** One of `count`, the same for every delivery of a message. */
export const pickBy = (messageKey: string, count: number): number =>
  (hash('sha1', messageKey, 'buffer') as Buffer).readUInt32BE(8) % count;
