/**
 * Signing and encrypting as WeChat does, written apart from the product's own so that each checks the other.
 *
 * @see 消息加解密说明 in the documentation of official accounts
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Padding block, twice that of AES. */
const BLOCK_BYTES = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/** sha1 over the parts in byte order: 40 lower-case hex characters. */
export const sign = (...parts: string[]): string => createHash('sha1').update(parts.sort().join('')).digest('hex');

/** Base64 of the encrypted block: random, length, message, AppID. */
export function encrypt(message: string, encodingAesKey: string, appId: string): string {
  const body = Buffer.from(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  const block = Buffer.concat([randomBytes(RANDOM_BYTES), length, body, Buffer.from(appId)]);
  const pad = BLOCK_BYTES - (block.length % BLOCK_BYTES);
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([block, Buffer.alloc(pad, pad)])), cipher.final()]).toString(
    'base64',
  );
}

/**
 * The message and the AppID at its tail.
 *
 * @throws Error when it cannot be decrypted or its lengths do not add up
 */
export function decrypt(encrypted: string, encodingAesKey: string): { message: string; appId: string } {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(Buffer.from(encrypted, 'base64')), decipher.final()]);
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > BLOCK_BYTES) throw new Error(`the padding is ${pad}, not 1 to ${BLOCK_BYTES}`);
  const block = padded.subarray(0, padded.length - pad);
  const start = RANDOM_BYTES + LENGTH_BYTES;
  if (block.length < start) throw new Error('the decrypted block is too short');
  const end = start + block.readUInt32BE(RANDOM_BYTES);
  if (end > block.length) throw new Error('the length inside is longer than the block');
  return { message: block.toString('utf8', start, end), appId: block.toString('utf8', end) };
}
