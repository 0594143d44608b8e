import type { StoredMedia } from '../domain/media.ts';

/** The media of an account by the names operators chose. */
export interface MediaLibrary {
  get(account: string, name: string): Promise<StoredMedia | undefined>;
  list(account: string): Promise<StoredMedia[]>;
  put(account: string, media: StoredMedia): Promise<void>;
  remove(account: string, name: string): Promise<void>;
}
