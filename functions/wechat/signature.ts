import { hash, timingSafeEqual } from 'node:crypto';

const SHA1_HEX = /^[0-9a-f]{40}$/;

/**
 * WeChat's signature: the parts in byte order, joined, SHA-1.
 *
 * @returns 40 lower-case hex characters
 * @see 消息推送 (服务器配置), verification of the message's origin
 */
export function sign(...parts: string[]): string {
  let joined = '';
  for (const part of parts.sort()) joined += part;
  return hash('sha1', joined, 'hex');
}

/** Reused: new ones take as long as the comparison. */
const [expected, received] = [Buffer.alloc(40), Buffer.alloc(40)];

/** Whether `signature` is what `sign(...parts)` gives. Takes as long for a wrong one as for a right one. */
export function isSignedBy(signature: string | undefined, ...parts: string[]): boolean {
  // The text is compared, not the bytes it stands for: an upper-case digit is another signature.
  if (signature === undefined || !SHA1_HEX.test(signature)) return false;
  expected.write(sign(...parts), 'latin1');
  received.write(signature, 'latin1');
  return timingSafeEqual(expected, received);
}
