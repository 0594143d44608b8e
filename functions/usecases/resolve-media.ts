import { hash } from 'node:crypto';
import type { AccountKind } from '../domain/account.ts';
import type { SendableReply } from '../domain/conversation.ts';
import type { DeadReason } from '../domain/dead-letter.ts';
import { isAlive, type MediaKind, type StoredMedia } from '../domain/media.ts';
import { AppError } from '../errors.ts';
import type { Reply } from '../wechat/replies/index.ts';
import { type UploadMediaDeps, uploadMedia } from './upload-media.ts';

/** A reply that can be sent, or why its picture, voice or video cannot be had. */
export type ResolvedReply = { ok: true; reply: Reply } | { ok: false; reason: DeadReason };

/** Names of media that were fetched from an address in a rule begin so: nobody chose them. */
export const FETCHED = '@url:';

/** Put media ids in the place of names and addresses; what has died, or was never uploaded, is fetched and uploaded. */
export async function resolveMedia(
  deps: UploadMediaDeps,
  account: string,
  accountKind: AccountKind,
  reply: SendableReply,
): Promise<ResolvedReply> {
  if (!hasSource(reply)) return { ok: true, reply };
  const found = await mediaOf(deps, account, accountKind, reply);
  if ('code' in found) return { ok: false, reason: found };
  const { media: _, url: __, ...words } = reply as typeof reply & { media?: string; url?: string };
  return { ok: true, reply: { ...words, mediaId: found.mediaId } as Reply };
}

/** Have an id that WeChat no longer knows replaced at the next try; false when it is not ours to replace. */
export async function forgetMedia(deps: UploadMediaDeps, account: string, reply: SendableReply): Promise<boolean> {
  if (!hasSource(reply)) return false;
  const media = await deps.library.get(account, nameOf(reply));
  if (media?.url === undefined) return false;
  await deps.library.put(account, { ...media, diesAt: 0 });
  return true;
}

type MediaReply = Extract<SendableReply, { kind: 'image' | 'voice' | 'video' }>;
type SourcedReply = MediaReply & ({ media: string } | { url: string });

const hasSource = (reply: SendableReply): reply is SourcedReply =>
  (reply.kind === 'image' || reply.kind === 'voice' || reply.kind === 'video') && !('mediaId' in reply);

const nameOf = (reply: SourcedReply): string =>
  'media' in reply ? reply.media : `${FETCHED}${reply.kind}:${hash('sha1', reply.url, 'base64url')}`;

async function mediaOf(
  deps: UploadMediaDeps,
  account: string,
  accountKind: AccountKind,
  reply: SourcedReply,
): Promise<StoredMedia | DeadReason> {
  const name = nameOf(reply);
  const known = await deps.library.get(account, name);
  if (known !== undefined && known.kind !== reply.kind) return otherKind(known, reply.kind);
  if (known !== undefined && isAlive(known, Math.floor(deps.clock() / 1000))) return known;
  const url = 'url' in reply ? reply.url : known?.url;
  if (url === undefined) return known === undefined ? missing(name) : expired(name);
  return await uploaded(deps, { account, accountKind, name, kind: reply.kind, source: { url }, temporary: true });
}

async function uploaded(
  deps: UploadMediaDeps,
  upload: Parameters<typeof uploadMedia>[1],
): Promise<StoredMedia | DeadReason> {
  const hint = 'mend the address in the rule, or upload the file under a name';
  try {
    const result = await uploadMedia(deps, upload);
    if (result.ok) return result.media;
    return { code: 'media-refused', message: `the file ${result.fault}`, hint };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: 'media-unavailable', message: error.message, hint };
  }
}

const otherKind = ({ name, kind }: StoredMedia, wanted: MediaKind): DeadReason => ({
  code: 'media-kind',
  message: `the medium ${name} is a ${kind}, not a ${wanted}`,
  hint: `name a ${wanted}; kefu-admin-messages media lists them`,
});

const missing = (name: string): DeadReason => ({
  code: 'media-missing',
  message: `there is no medium named ${name}`,
  hint: 'upload it with kefu-admin-messages upload; media lists those there are',
});

const expired = (name: string): DeadReason => ({
  code: 'media-expired',
  message: `the medium ${name} was temporary and has expired`,
  hint: 'upload it again; with a url it is kept alive by itself',
});
