import type { AccountKind } from '../domain/account.ts';
import { checkFile, type MediaKind, mostBytes, type StoredMedia, TEMPORARY_SECONDS } from '../domain/media.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileFetcher } from '../ports/file-fetcher.ts';
import type { MediaApi, MediaFile } from '../ports/media-api.ts';
import type { MediaLibrary } from '../ports/media-library.ts';

export interface UploadMediaDeps {
  clock: Clock;
  media: Pick<MediaApi, 'upload' | 'addMaterial' | 'deleteMaterial'>;
  library: MediaLibrary;
  files: FileFetcher;
}

/** What is to be uploaded, and under which name it is kept. */
export interface MediaUpload {
  account: string;
  accountKind: AccountKind;
  name: string;
  kind: MediaKind;
  source: { bytes: Uint8Array } | { url: string };
  temporary: boolean;
  /** Of a permanent video. */
  title?: string;
  introduction?: string;
}

/** What became of an upload; `fault` says what is wrong with the file, in words that follow its field. */
export type UploadResult = { ok: true; media: StoredMedia } | { ok: false; fault: string };

/**
 * Upload a file and keep its id under a name. What the name stood for before is replaced.
 *
 * @throws FileFetchError when the address cannot be fetched, WeChatApiError when WeChat refuses the file
 */
export async function uploadMedia(deps: UploadMediaDeps, upload: MediaUpload): Promise<UploadResult> {
  const { account, accountKind, name, kind, source } = upload;
  const bytes = 'bytes' in source ? source.bytes : await deps.files.read(source.url, mostBytes(kind));
  const checked = checkFile(kind, bytes, accountKind);
  if (!checked.ok) return checked;
  const { contentType, extension } = checked;
  const { title = name, introduction = title } = upload;
  const file: MediaFile = { kind, name: `file.${extension}`, bytes, contentType, title, introduction };
  const stored = await store(deps, upload, file);
  const before = await deps.library.get(account, name);
  const media: StoredMedia = {
    ...{ name, kind, bytes: bytes.length, ...stored },
    ...('url' in source && { url: source.url }),
  };
  await deps.library.put(account, media);
  if (before !== undefined && before.diesAt === undefined) await forget(deps, account, before.mediaId);
  return { ok: true, media };
}

async function store(
  { media, clock }: UploadMediaDeps,
  { account, temporary }: MediaUpload,
  file: MediaFile,
): Promise<Pick<StoredMedia, 'mediaId' | 'uploadedAt' | 'diesAt'>> {
  const now = Math.floor(clock() / 1000);
  if (!temporary) return { mediaId: (await media.addMaterial(account, file)).mediaId, uploadedAt: now };
  const { mediaId, createdAt } = await media.upload(account, file);
  return { mediaId, uploadedAt: now, diesAt: (createdAt || now) + TEMPORARY_SECONDS };
}

/** The replaced material counts against the account's limit; that it stays is no failure of the upload. */
async function forget({ media }: UploadMediaDeps, account: string, mediaId: string): Promise<void> {
  await media.deleteMaterial(account, mediaId).catch(() => undefined);
}
