import type { Material, MediaApi, MediaFile } from '../../ports/media-api.ts';
import { type Fields, listIn, numberIn, optional, textIn } from './answer.ts';
import type { ApiCall, WeChatClient } from './client.ts';

const FILE_TIMEOUT_SECONDS = 60;
const PAGE = 20;

/** @see 素材管理 in the documentation of official accounts, 客服消息 of mini programs for the temporary ones */
export function createMediaApi(client: WeChatClient): MediaApi {
  const call = (account: string, path: string, json?: Record<string, unknown>) =>
    client.call(account, { path: `/cgi-bin/material/${path}`, ...(json && { json }), repeatable: true });
  return {
    upload: async (account, file) => {
      const fields = await client.call(account, uploadCall('/cgi-bin/media/upload', file, true));
      // Thumbs come back under a name of their own.
      const mediaId = textIn(fields, 'media_id') ?? textIn(fields, 'thumb_media_id') ?? '';
      return { mediaId, createdAt: numberIn(fields, 'created_at') ?? 0 };
    },
    download: (account, mediaId) => download(client, account, mediaId),
    addMaterial: async (account, file) => {
      // Not repeatable: a second upload would be a second material that counts against the account's limit.
      const fields = await client.call(account, uploadCall('/cgi-bin/material/add_material', file, false));
      return { mediaId: textIn(fields, 'media_id') ?? '', ...optional('url', textIn(fields, 'url')) };
    },
    deleteMaterial: async (account, mediaId) => {
      await call(account, 'del_material', { media_id: mediaId });
    },
    listMaterial: async (account, kind, offset) => {
      const fields = await call(account, 'batchget_material', { type: kind, offset, count: PAGE });
      return { total: numberIn(fields, 'total_count') ?? 0, materials: listIn(fields, 'item').map(materialFrom) };
    },
    countMaterial: async (account) => {
      const fields = await call(account, 'get_materialcount');
      const count = (name: string) => numberIn(fields, `${name}_count`) ?? 0;
      return { image: count('image'), voice: count('voice'), video: count('video'), news: count('news') };
    },
  };
}

async function download(client: WeChatClient, account: string, mediaId: string) {
  const query = { media_id: mediaId };
  const call = { path: '/cgi-bin/media/get', query, repeatable: true, timeoutSeconds: FILE_TIMEOUT_SECONDS };
  const { fields, file } = await client.download(account, call);
  if (file) return { bytes: new Uint8Array(file.bytes), contentType: file.type };
  return { url: textIn(fields, 'video_url') ?? '' };
}

function uploadCall(path: string, file: MediaFile, repeatable: boolean): ApiCall {
  const form = new FormData();
  form.set('media', new Blob([Uint8Array.from(file.bytes)], { type: file.contentType }), file.name);
  if (file.kind === 'video' && file.title !== undefined) {
    const description = { title: file.title, introduction: file.introduction ?? '' };
    form.set('description', JSON.stringify(description));
  }
  return { path, query: { type: file.kind }, form, repeatable, timeoutSeconds: FILE_TIMEOUT_SECONDS };
}

function materialFrom(item: Fields): Material {
  return {
    mediaId: textIn(item, 'media_id') ?? '',
    name: textIn(item, 'name') ?? '',
    updatedAt: numberIn(item, 'update_time') ?? 0,
    ...optional('url', textIn(item, 'url')),
  };
}
