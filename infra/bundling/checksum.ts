// Requests are signed with SHA-256, which Node has. The SDK's package of checksums carries more of them, in JavaScript and
// with their tables, for runtimes that have none; esbuild puts this file in the place of `@smithy/core/checksum`.
import { createHash, createHmac } from 'node:crypto';

type Bytes = string | Uint8Array;

/** SHA-256, or HMAC with a secret; digested once. */
export class Sha256 {
  readonly digestLength = 32;
  readonly #hash;

  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }

  update(data: Bytes): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}
