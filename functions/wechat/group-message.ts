/** What a group send of an official account may carry. */
export type MassContent = { kind: 'text'; content: string } | { kind: 'image' | 'voice' | 'article'; mediaId: string };

/** The wire form of a group send. @see 群发接口, msgtype */
export function encodeMass(message: MassContent): { msgtype: string } & Record<string, unknown> {
  switch (message.kind) {
    case 'text':
      return { msgtype: 'text', text: { content: message.content } };
    case 'image':
      return { msgtype: 'image', images: { media_ids: [message.mediaId] } };
    case 'voice':
      return { msgtype: 'voice', voice: { media_id: message.mediaId } };
    case 'article':
      return { msgtype: 'mpnews', mpnews: { media_id: message.mediaId }, send_ignore_reprint: 0 };
  }
}
