import type { AccountKind } from './account.ts';

/** What can be uploaded. */
export type MediaKind = 'image' | 'voice' | 'video' | 'thumb';

/** A file at WeChat under the name an operator chose. */
export interface StoredMedia {
  name: string;
  kind: MediaKind;
  mediaId: string;
  /** Epoch seconds. */
  uploadedAt: number;
  /** When WeChat forgets a temporary one; absent = permanent. */
  diesAt?: number;
  /** Where it is fetched from again before it dies. */
  url?: string;
  bytes: number;
  /** Why it could not be uploaded again. */
  fault?: string;
  /** What the rules that name it have been told of its end. */
  told?: 'dying' | 'dead';
}

/** How long temporary media live. @see 新增临时素材 */
export const TEMPORARY_SECONDS = 3 * 86_400;
/** An id is not used so close to its end: it may die before the user's phone has the file. */
const MARGIN_SECONDS = 600;
/** What can be fetched again is, this long before it dies. */
const RENEW_SECONDS = 12 * 3600;

/** Whether its id can be sent now. */
export const isAlive = ({ diesAt }: StoredMedia, now: number): boolean =>
  diesAt === undefined || now < diesAt - MARGIN_SECONDS;

/** Whether it is time to upload it again. */
export const isDying = ({ diesAt }: StoredMedia, now: number): boolean =>
  diesAt !== undefined && now >= diesAt - RENEW_SECONDS;

const MB = 1024 * 1024;

interface Limit {
  bytes: number;
  formats: readonly Format[];
  /** For people. */
  says: string;
}

/** @see 新增临时素材, 新增永久素材: sizes and formats */
const LIMITS: Record<MediaKind, Limit> = {
  image: { bytes: 10 * MB, formats: ['jpg', 'png', 'gif', 'bmp'], says: 'JPG, PNG, GIF or BMP of at most 10 MB' },
  voice: { bytes: 2 * MB, formats: ['amr', 'mp3'], says: 'AMR or MP3 of at most 2 MB and 60 seconds' },
  video: { bytes: 10 * MB, formats: ['mp4'], says: 'MP4 of at most 10 MB' },
  thumb: { bytes: 64 * 1024, formats: ['jpg'], says: 'JPG of at most 64 KB' },
};

/** The most bytes of any file of a kind. */
export const mostBytes = (kind: MediaKind): number => LIMITS[kind].bytes;

type Format = 'jpg' | 'png' | 'gif' | 'bmp' | 'amr' | 'mp3' | 'mp4';

const TYPES: Record<Format, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  bmp: 'image/bmp',
  amr: 'audio/amr',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
};

/** What a file is, or why WeChat would not take it. */
export type FileCheck = { ok: true; extension: string; contentType: string } | { ok: false; fault: string };

/** Check a file as WeChat does, by its first bytes and its size. */
export function checkFile(kind: MediaKind, bytes: Uint8Array, accountKind: AccountKind): FileCheck {
  const { bytes: most, formats, says } = LIMITS[kind];
  if (accountKind === 'mini-program' && kind !== 'image')
    return { ok: false, fault: `is a ${kind}; a mini program takes images only` };
  if (bytes.length === 0) return { ok: false, fault: 'is empty' };
  if (bytes.length > most) return { ok: false, fault: `has ${bytes.length} bytes; WeChat takes ${says}` };
  const format = formatOf(bytes);
  if (format === undefined || !formats.includes(format))
    return { ok: false, fault: `is ${format?.toUpperCase() ?? 'of another format'}; WeChat takes ${says}` };
  return { ok: true, extension: format, contentType: TYPES[format] };
}

const SIGNATURES: readonly [Format, offset: number, hex: RegExp][] = [
  ['jpg', 0, /^ffd8ff/],
  ['png', 0, /^89504e470d0a1a0a/],
  ['gif', 0, /^47494638/],
  ['bmp', 0, /^424d/],
  ['amr', 0, /^2321414d52/],
  ['mp3', 0, /^(494433|fff[23ab])/],
  ['mp4', 4, /^66747970/],
];

function formatOf(bytes: Uint8Array): Format | undefined {
  const hex = (offset: number) => Buffer.from(bytes.subarray(offset, offset + 8)).toString('hex');
  return SIGNATURES.find(([, offset, signature]) => signature.test(hex(offset)))?.[0];
}
