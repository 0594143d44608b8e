import type { AccountKind } from '../domain/account.ts';
import { isAlive, isDying, type StoredMedia } from '../domain/media.ts';
import { AppError } from '../errors.ts';
import { FETCHED } from './resolve-media.ts';
import { type UploadMediaDeps, uploadMedia } from './upload-media.ts';

/** What was uploaded again, by name, and what could not be. */
export interface RenewedMedia {
  renewed: string[];
  failed: string[];
  /** Names whose end is near, or past, which the rules that name them do not say yet. */
  ending: string[];
}

/** A medium that was fetched for a rule and is so long dead is not wanted any more. */
const FORGOTTEN_SECONDS = 30 * 86_400;
/** Failed uploads are tried again after this. */
const RETRY_SECONDS = 3600;

/** Upload again what would die soon and can be fetched; what nobody asked for in a month is forgotten. */
export async function renewMedia(
  deps: UploadMediaDeps,
  account: string,
  accountKind: AccountKind,
): Promise<RenewedMedia> {
  const now = Math.floor(deps.clock() / 1000);
  const result: RenewedMedia = { renewed: [], failed: [], ending: [] };
  for (const media of await deps.library.list(account)) {
    if (!isDying(media, now)) continue;
    if (media.url === undefined) {
      if (await tell(deps, account, media, now)) result.ending.push(media.name);
      continue;
    }
    // Those of a rule's address are fetched when the rule answers: they may never be wanted again.
    if (media.name.startsWith(FETCHED)) await forgetOld(deps, account, media, now);
    else if (media.fault === undefined || now - media.uploadedAt >= RETRY_SECONDS)
      (await renew(deps, account, accountKind, media))
        ? result.renewed.push(media.name)
        : result.failed.push(media.name);
  }
  return result;
}

/** Note that the rules are told; false when they know. */
async function tell({ library }: UploadMediaDeps, account: string, media: StoredMedia, now: number): Promise<boolean> {
  const told = isAlive(media, now) ? 'dying' : 'dead';
  if (media.told === told) return false;
  await library.put(account, { ...media, told });
  return true;
}

async function forgetOld(
  { library }: UploadMediaDeps,
  account: string,
  { name, diesAt = 0 }: StoredMedia,
  now: number,
) {
  if (now - diesAt > FORGOTTEN_SECONDS) await library.remove(account, name);
}

async function renew(deps: UploadMediaDeps, account: string, accountKind: AccountKind, media: StoredMedia) {
  const { name, kind, url = '' } = media;
  const fault = await faultOf(() =>
    uploadMedia(deps, { account, accountKind, name, kind, source: { url }, temporary: true }),
  );
  if (fault === undefined) return true;
  await deps.library.put(account, { ...media, uploadedAt: Math.floor(deps.clock() / 1000), fault });
  return false;
}

async function faultOf(upload: () => ReturnType<typeof uploadMedia>): Promise<string | undefined> {
  try {
    const result = await upload();
    return result.ok ? undefined : `the file ${result.fault}`;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
