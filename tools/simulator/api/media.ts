/** Temporary media. @see 新增临时素材, 获取临时素材 of official accounts and mini programs */
import { isMiniProgram } from '../accounts.ts';
import { addMedia, fileKey } from '../media-store.ts';
import type { Media } from '../types.ts';
import { uploadedFile } from './multipart.ts';
import { Refusal } from './refusal.ts';
import { Binary, type Call, type Route } from './route.ts';

/** Largest upload by type, bytes. */
const MOST_BYTES: Record<string, number> = {
  image: 10 * 1024 * 1024,
  voice: 2 * 1024 * 1024,
  video: 10 * 1024 * 1024,
  thumb: 64 * 1024,
};

export const MEDIA: Route[] = [
  {
    path: '/cgi-bin/media/upload',
    methods: ['POST'],
    right: 'material',
    body: 'multipart',
    perDay: 100_000,
    run: upload,
  },
  { path: '/cgi-bin/media/get', methods: ['GET'], right: 'material', perDay: 200_000, run: get },
  {
    path: '/cgi-bin/media/uploadimg',
    methods: ['POST'],
    right: 'material',
    only: 'official',
    body: 'multipart',
    run: uploadImage,
  },
];

/** The type of an upload, after checking its size. */
export function checkedType(type: string | null, bytes: Buffer): Media['type'] {
  const most = MOST_BYTES[type ?? ''];
  if (most === undefined) throw new Refusal(40004);
  if (bytes.length > most) throw new Refusal(type === 'image' ? 40009 : 45001);
  return type as Media['type'];
}

async function upload(call: Call) {
  const { world, account, query } = call;
  const { bytes, name, contentType } = await uploadedFile(call);
  const type = checkedType(query.get('type'), bytes);
  if (isMiniProgram(account.settings.kind) && type !== 'image') throw new Refusal(40004);
  const media = addMedia(world, account, { type, name, contentType, bytes, temporary: true });
  const idField = type === 'thumb' ? 'thumb_media_id' : 'media_id';
  return { type, [idField]: media.mediaId, created_at: media.createdAt };
}

function get({ world, account, query }: Call) {
  const mediaId = query.get('media_id') ?? '';
  const media = account.media.find((known) => known.mediaId === mediaId);
  if (!media?.expiresAt) throw new Refusal(40007);
  if (media.type === 'video') return { video_url: `${world.baseUrl}/_simulator/media/${fileKey(account, mediaId)}` };
  return fileOf(media, world.files.get(fileKey(account, mediaId)));
}

/** The file itself; empty if the simulator was restarted since. */
export const fileOf = ({ contentType, name }: Media, bytes: Buffer = Buffer.alloc(0)): Binary =>
  new Binary(bytes, contentType || 'application/octet-stream', name);

async function uploadImage(call: Call) {
  const { world, account } = call;
  const { bytes, name, contentType } = await uploadedFile(call);
  if (bytes.length > 1024 * 1024) throw new Refusal(40009);
  const { mediaId } = addMedia(world, account, { type: 'image', name, contentType, bytes, temporary: false });
  return { url: `${world.baseUrl}/_simulator/media/${fileKey(account, mediaId)}` };
}
