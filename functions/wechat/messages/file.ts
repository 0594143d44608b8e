import { number, text, type WireFields } from '../body.ts';
import type { UserMessage } from './received.ts';

/** A file a user sent. Not in WeChat's documentation, but pushed. */
export interface FileMessage extends UserMessage {
  kind: 'file';
  title: string;
  description: string;
  fileKey: string;
  fileMd5: string;
  sizeBytes: number;
}

/** MsgType `file`. */
export function parseFile(wire: WireFields, base: UserMessage): FileMessage {
  return {
    ...base,
    kind: 'file',
    title: text(wire, 'Title'),
    description: text(wire, 'Description'),
    fileKey: text(wire, 'FileKey'),
    fileMd5: text(wire, 'FileMd5'),
    sizeBytes: number(wire, 'FileTotalLen'),
  };
}
