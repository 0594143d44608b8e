/** Fetches a file from an address that an operator wrote. */
export interface FileFetcher {
  /** @throws FileFetchError naming what is wrong: not https, a private address, too large, too slow, not there */
  read(url: string, maxBytes: number): Promise<Uint8Array>;
}
