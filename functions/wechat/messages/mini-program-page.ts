import { text, type WireFields } from '../body.ts';
import type { UserMessage } from './received.ts';

/** The card of a mini program's page that a user sent to its customer service. */
export interface MiniProgramPageMessage extends UserMessage {
  kind: 'mini-program-page';
  title: string;
  appId: string;
  pagePath: string;
  /** Short-lived address of the cover. */
  thumbUrl: string;
  thumbMediaId: string;
}

/** MsgType `miniprogrampage`. */
export function parseMiniProgramPage(wire: WireFields, base: UserMessage): MiniProgramPageMessage {
  return {
    ...base,
    kind: 'mini-program-page',
    title: text(wire, 'Title'),
    appId: text(wire, 'AppId'),
    pagePath: text(wire, 'PagePath'),
    thumbUrl: text(wire, 'ThumbUrl'),
    thumbMediaId: text(wire, 'ThumbMediaId'),
  };
}
