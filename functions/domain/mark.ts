import { hash } from 'node:crypto';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A message key in 8 bytes, as 11 characters of base64url: what the registers of a conversation hold. */
export function keyMark(messageKey: string): string {
  // As text: a digest as bytes takes five times as long.
  const digest = hash('sha1', messageKey, 'base64url');
  // The last two bits of the eleventh are those of a ninth byte.
  return digest.slice(0, 10) + BASE64URL.charAt(BASE64URL.indexOf(digest.charAt(10)) & ~3);
}

/** A name in 6 characters of base64url: a rule's or a notice's place in a conversation. */
export const nameMark = (name: string): string => hash('sha1', name, 'base64url').slice(0, 6);

/** Which form of a rule answered, in 6 characters. */
export const ruleMark = ({ id, version }: { id: string; version: string }): string => nameMark(`${id}\n${version}`);

/** One of `count`, the same for every delivery of a message. */
export const pickBy = (messageKey: string, count: number): number =>
  Number.parseInt(hash('sha1', messageKey, 'hex').slice(16, 24), 16) % count;
