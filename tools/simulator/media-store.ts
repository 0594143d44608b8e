/** Media of an account: what users sent and what was uploaded. */
import type { AccountState, Media } from './types.ts';
import { keep, nextId, type World } from './world.ts';

/** How long temporary material lives. @see 新增临时素材 */
const TEMPORARY_SECONDS = 3 * 24 * 3600;
/** Bytes kept in memory in all; the oldest go first. */
const KEPT_BYTES = 32 * 1024 * 1024;
const KEPT_MEDIA = 2000;

export interface NewMedia {
  type: Media['type'];
  name: string;
  contentType: string;
  bytes: Buffer;
  temporary: boolean;
  /** @default a random one */
  mediaId?: string | undefined;
  title?: string | undefined;
  description?: string | undefined;
}

/** Keep a file; its bytes stay in memory only. */
export function addMedia(world: World, account: AccountState, added: NewMedia): Media {
  const now = world.clock.now();
  const { type, name, contentType, bytes, title, description } = added;
  const mediaId = added.mediaId ?? `${type}-${now}-${nextId(world)}`.padEnd(40, '_');
  const media: Media = {
    mediaId,
    type,
    name,
    contentType,
    bytes: bytes.length,
    createdAt: now,
    ...(added.temporary ? { expiresAt: now + TEMPORARY_SECONDS } : {}),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
  };
  account.media = account.media.filter((known) => known.mediaId !== mediaId);
  keep(account.media, media, KEPT_MEDIA);
  world.files.set(fileKey(account, mediaId), bytes);
  forgetOldest(world);
  return media;
}

export const fileKey = ({ settings }: AccountState, mediaId: string): string => `${settings.name}/${mediaId}`;

function forgetOldest({ files }: World): void {
  let kept = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  for (const [key, { length }] of files) {
    if (kept <= KEPT_BYTES) return;
    files.delete(key);
    kept -= length;
  }
}

export function dropExpiredMedia(account: AccountState, now: number): void {
  if (account.media.some(({ expiresAt = Infinity }) => now >= expiresAt))
    account.media = account.media.filter(({ expiresAt = Infinity }) => now < expiresAt);
}
