/** Permanent material. @see 永久素材; official accounts only */
import { z } from 'zod';
import { addMedia, fileKey } from '../media-store.ts';
import type { Media } from '../types.ts';
import { checkedType, fileOf } from './media.ts';
import { uploadedFile } from './multipart.ts';
import { Refusal } from './refusal.ts';
import { type Call, fieldsOf, type Route } from './route.ts';

const MOST_OF_TYPE: Record<string, number> = { image: 100_000, voice: 1000, video: 1000, thumb: 100_000 };
const NAMED = z.object({ media_id: z.string() });
const LIST = z.object({
  type: z.enum(['image', 'video', 'voice', 'news']),
  offset: z.coerce.number().int().min(0),
  count: z.coerce.number().int().min(1).max(20),
});

const official = { right: 'material' as const, only: 'official' as const };

export const MATERIAL: Route[] = [
  { path: '/cgi-bin/material/add_material', methods: ['POST'], ...official, body: 'multipart', run: add },
  { path: '/cgi-bin/material/get_material', methods: ['POST'], ...official, run: get },
  { path: '/cgi-bin/material/del_material', methods: ['POST'], ...official, run: remove },
  { path: '/cgi-bin/material/batchget_material', methods: ['POST'], ...official, run: list },
  { path: '/cgi-bin/material/get_materialcount', methods: ['GET'], ...official, run: count },
];

const VIDEO = z.object({ title: z.string(), introduction: z.string() });

async function add(call: Call) {
  const { world, account, query } = call;
  const { bytes, name, contentType, fields } = await uploadedFile(call);
  const type = checkedType(query.get('type'), bytes);
  if (permanent(call, type).length >= (MOST_OF_TYPE[type] ?? 0)) throw new Refusal(45009);
  const video = type === 'video' ? videoOf(fields.description) : {};
  const media = addMedia(world, account, { type, name, contentType, bytes, temporary: false, ...video });
  return { media_id: media.mediaId, ...(type === 'image' || type === 'thumb' ? { url: urlOf(call, media) } : {}) };
}

/** A permanent video needs a title and an introduction, as JSON in the form. */
function videoOf(description = '') {
  try {
    const { title, introduction } = VIDEO.parse(JSON.parse(description));
    return { title, description: introduction };
  } catch {
    throw new Refusal(40097, 'description');
  }
}

const permanent = ({ account }: Call, type: string): Media[] =>
  account.media.filter((media) => media.type === type && !media.expiresAt);

const urlOf = ({ world, account }: Call, { mediaId }: Media) =>
  `${world.baseUrl}/_simulator/media/${fileKey(account, mediaId)}`;

function named(call: Call): Media {
  const { media_id } = fieldsOf(call, NAMED);
  const media = call.account.media.find(({ mediaId, expiresAt }) => mediaId === media_id && !expiresAt);
  if (!media) throw new Refusal(40007);
  return media;
}

function get(call: Call) {
  const media = named(call);
  if (media.type === 'video')
    return { title: media.title, description: media.description, down_url: urlOf(call, media) };
  return fileOf(media, call.world.files.get(fileKey(call.account, media.mediaId)));
}

function remove(call: Call): undefined {
  const media = named(call);
  call.account.media = call.account.media.filter((known) => known !== media);
  call.world.files.delete(fileKey(call.account, media.mediaId));
}

function list(call: Call) {
  const { type, offset, count: wanted } = fieldsOf(call, LIST);
  const all = permanent(call, type);
  const page = all.slice(offset, offset + wanted);
  return {
    total_count: all.length,
    item_count: page.length,
    item: page.map((media) => ({
      media_id: media.mediaId,
      name: media.name,
      update_time: media.createdAt,
      ...(type === 'image' ? { url: urlOf(call, media) } : {}),
    })),
  };
}

function count(call: Call) {
  return {
    voice_count: permanent(call, 'voice').length,
    video_count: permanent(call, 'video').length,
    image_count: permanent(call, 'image').length,
    news_count: permanent(call, 'news').length,
  };
}
