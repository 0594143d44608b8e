import { group, list, number, text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** A user sends pictures by a menu item; each follows as a message of its own. */
export interface PicturesEvent extends EventMessage {
  kind: 'pictures-sent';
  count: number;
  md5s: string[];
}

/** Events `pic_sysphoto`, `pic_photo_or_album` and `pic_weixin`. */
export function parsePictures(wire: WireFields, base: EventMessage): PicturesEvent {
  const info = group(wire, 'SendPicsInfo');
  const pictures = list(group(info, 'PicList'), 'item');
  return {
    ...base,
    kind: 'pictures-sent',
    count: number(info, 'Count'),
    md5s: pictures.map((it) => text(it, 'PicMd5Sum')),
  };
}
