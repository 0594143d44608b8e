import {
  type Cipheriv,
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type Decipheriv,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';
import { ConfigError, SignatureError } from '../errors.ts';

const ALGORITHM = 'aes-256-cbc';
const AES_BLOCK_BYTES = 16;
/** WeChat pads to 32 although AES blocks have 16: Node's own unpadding would refuse half of all messages. */
const PAD_BLOCK_BYTES = 32;
const RANDOM_BYTES = 16;
const HEADER_BYTES = RANDOM_BYTES + 4;
const ENCODING_AES_KEY = /^[A-Za-z0-9]{43}$/;

/**
 * An EncodingAESKey, decoded once, with its cipher both ways: making these costs more than using them. CBC mixes a block
 * with the encrypted one before it, and the first with the IV. Here the first block of a message is mixed with the last of
 * the message before. It is the random one that nobody reads, so `decrypt` need not care; `encrypt` puts it right.
 */
export interface CipherKey {
  readonly key: KeyObject;
  readonly iv: Buffer;
  readonly cipher: Cipheriv;
  readonly decipher: Decipheriv;
  /** The last block that the cipher made; at first the IV. */
  lastBlock: Buffer;
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
  const key = createSecretKey(bytes);
  const iv = bytes.subarray(0, AES_BLOCK_BYTES);
  // Whole blocks come out of update() at once; final() would end the cipher.
  const cipher = createCipheriv(ALGORITHM, key, iv).setAutoPadding(false);
  const decipher = createDecipheriv(ALGORITHM, key, iv).setAutoPadding(false);
  return { key, iv, cipher, decipher, lastBlock: iv };
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
  for (let i = 0; i < RANDOM_BYTES; i++) plain[i] = byte(random, i) ^ byte(key.iv, i) ^ byte(key.lastBlock, i);
  plain.writeUInt32BE(textBytes, RANDOM_BYTES);
  plain.write(text, HEADER_BYTES);
  plain.write(appId, HEADER_BYTES + textBytes);
  plain.fill(pad, contentBytes);
  const encrypted = key.cipher.update(plain);
  key.lastBlock = encrypted.subarray(-AES_BLOCK_BYTES);
  return encrypted.toString('base64');
}

const byte = (bytes: Uint8Array, at: number): number => bytes[at] as number;

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
  return unwrap(key.decipher.update(bytes), appId);
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
