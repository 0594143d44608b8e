import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto';
import { ConfigError, SignatureError } from '../errors.ts';

const ALGORITHM = 'aes-256-cbc';
const AES_BLOCK_BYTES = 16;
/** WeChat pads to 32 although AES blocks have 16: Node's own unpadding would refuse half of all messages. */
const PAD_BLOCK_BYTES = 32;
const RANDOM_BYTES = 16;
const HEADER_BYTES = RANDOM_BYTES + 4;
const ENCODING_AES_KEY = /^[A-Za-z0-9]{43}$/;

/** An EncodingAESKey, decoded once: making the key object costs more than using it. */
export interface CipherKey {
  readonly key: KeyObject;
  readonly iv: Buffer;
}

/**
 * Decode an EncodingAESKey (43 letters and digits) for any number of messages.
 *
 * @throws {ConfigError} if it is not one; the message does not repeat it
 */
export function createCipherKey(encodingAesKey: string): CipherKey {
  if (!ENCODING_AES_KEY.test(encodingAesKey)) {
    throw new ConfigError(
      'encodingAesKey must be exactly 43 letters and digits: copy it again from the WeChat console',
    );
  }
  // The last character's two unused bits may be set; Node ignores them, as WeChat does.
  const bytes = Buffer.from(`${encodingAesKey}=`, 'base64');
  return { key: createSecretKey(bytes), iv: bytes.subarray(0, AES_BLOCK_BYTES) };
}

/**
 * Encrypt a passive reply: random(16) | length(4, big-endian) | text | AppID, padded to 32.
 *
 * @param random 16 bytes, fresh for every message; given only to reproduce a known ciphertext
 * @returns base64
 * @see 消息加解密说明
 */
export function encrypt(key: CipherKey, appId: string, text: string, random: Uint8Array = freshRandom()): string {
  const textBytes = Buffer.byteLength(text);
  const contentBytes = HEADER_BYTES + textBytes + Buffer.byteLength(appId);
  const pad = PAD_BLOCK_BYTES - (contentBytes % PAD_BLOCK_BYTES);
  const plain = Buffer.allocUnsafe(contentBytes + pad);
  plain.set(random, 0);
  plain.writeUInt32BE(textBytes, RANDOM_BYTES);
  plain.write(text, HEADER_BYTES);
  plain.write(appId, HEADER_BYTES + textBytes);
  plain.fill(pad, contentBytes);
  const cipher = createCipheriv(ALGORITHM, key.key, key.iv);
  cipher.setAutoPadding(false);
  // Whole blocks come out of update() at once; final() would add nothing but two microseconds.
  return cipher.update(plain).toString('base64');
}

/**
 * Decrypt what `encrypt` or WeChat made, for the account `appId`.
 *
 * @throws {SignatureError} if it is not whole blocks, wrongly padded, cut short or meant for another AppID
 * @see 消息加解密说明
 */
export function decrypt(key: CipherKey, appId: string, encrypted: string): string {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % AES_BLOCK_BYTES !== 0)
    throw new SignatureError('Encrypt is not whole blocks');
  const decipher = createDecipheriv(ALGORITHM, key.key, key.iv);
  decipher.setAutoPadding(false);
  return unwrap(decipher.update(bytes), appId);
}

function unwrap(plain: Buffer, appId: string): string {
  const pad = plain[plain.length - 1] ?? 0;
  const end = plain.length - pad;
  if (pad < 1 || pad > PAD_BLOCK_BYTES || end < HEADER_BYTES) throw new SignatureError('Encrypt is wrongly padded');
  const textEnd = HEADER_BYTES + plain.readUInt32BE(RANDOM_BYTES);
  if (textEnd > end) throw new SignatureError('Encrypt is shorter than it says');
  if (plain.toString('utf8', textEnd, end) !== appId) throw new SignatureError('Encrypt is meant for another AppID');
  return plain.toString('utf8', HEADER_BYTES, textEnd);
}

const pool = Buffer.alloc(RANDOM_BYTES * 64);
let poolAt = pool.length;

/** Sixteen random bytes, drawn 64 at a time: a call for each costs as much as the encryption. */
function freshRandom(): Uint8Array {
  if (poolAt === pool.length) {
    randomFillSync(pool);
    poolAt = 0;
  }
  poolAt += RANDOM_BYTES;
  return pool.subarray(poolAt - RANDOM_BYTES, poolAt);
}
