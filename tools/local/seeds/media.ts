import { addMedia } from '../../simulator/media-store.ts';
import type { Media } from '../../simulator/types.ts';
import type { World } from '../../simulator/world.ts';

/** One grey pixel: enough for a picture that a rule names. */
const PIXEL = Buffer.from('R0lGODdhAQABAIAAAMzMzAAAACwAAAAAAQABAAACAkQBADs=', 'base64');

const SEEDED: { mediaId: string; type: Media['type']; contentType: string }[] = [
  { mediaId: 'demo-image', type: 'image', contentType: 'image/gif' },
  { mediaId: 'demo-voice', type: 'voice', contentType: 'audio/amr' },
  { mediaId: 'demo-video', type: 'video', contentType: 'video/mp4' },
  { mediaId: 'demo-thumb', type: 'thumb', contentType: 'image/gif' },
];

/** The material that the seeded rules name, as if it had been uploaded for good. */
export function seedMedia(world: World): void {
  for (const account of Object.values(world.state.accounts)) {
    for (const { mediaId, type, contentType } of SEEDED) {
      addMedia(world, account, { mediaId, type, contentType, name: mediaId, bytes: PIXEL, temporary: false });
    }
  }
}
