/** Permanent material that every account has from the start, for demonstrations and tests. */
import { crc32, deflateSync } from 'node:zlib';
import { addMedia, fileKey } from './media-store.ts';
import type { AccountState, Media } from './types.ts';
import type { World } from './world.ts';

const SIDE = 120;

/** Media ids anybody may use in a rule of a simulated account. */
export const SAMPLE_MEDIA: Record<string, { type: Media['type']; contentType: string }> = {
  'demo-image': { type: 'image', contentType: 'image/png' },
  'demo-thumb': { type: 'thumb', contentType: 'image/png' },
  'demo-voice': { type: 'voice', contentType: 'audio/amr' },
  'demo-video': { type: 'video', contentType: 'video/mp4' },
};

/** Add what is missing, bytes included: they are not saved. */
export function addSampleMedia(world: World, account: AccountState): void {
  for (const [mediaId, { type, contentType }] of Object.entries(SAMPLE_MEDIA)) {
    if (world.files.has(fileKey(account, mediaId))) continue;
    const bytes = contentType === 'image/png' ? greenSquare() : Buffer.from(mediaId);
    addMedia(world, account, {
      type,
      name: mediaId,
      contentType,
      bytes,
      temporary: false,
      mediaId,
      title: mediaId,
    });
  }
}

/** A PNG of one colour, small and valid. */
function greenSquare(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc(SIDE * (SIDE + 1));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const palette = Buffer.from([0x07, 0xc1, 0x60]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
