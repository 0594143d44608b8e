import type { CannotMove, ConsoleRule } from '../domain/console/rule-of-reply.ts';
import { WeChatApiError } from '../errors.ts';
import type { MediaApi } from '../ports/media-api.ts';

const EXTENSIONS: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
};

interface ConsoleMedia {
  kind: 'image' | 'voice';
  mediaId: string;
}

/**
 * The same rules with their pictures and voices as permanent material: what the console had dies after three days. One that
 * cannot be kept stays as it is, and is noted.
 */
export async function keepConsoleMedia(
  { media }: { media: MediaApi },
  account: string,
  rules: readonly ConsoleRule[],
): Promise<{ rules: ConsoleRule[]; cannotMove: CannotMove[] }> {
  const cannotMove: CannotMove[] = [];
  const kept = new Map<string, string>();
  const keep = async (reply: unknown, id: string): Promise<unknown> => {
    if (Array.isArray(reply)) return inOrder(reply, (one) => keep(one, id));
    if (!isMedia(reply)) return reply;
    const known = kept.get(reply.mediaId);
    if (known !== undefined) return { ...reply, mediaId: known };
    const found = await permanent(media, account, reply, id);
    if (typeof found !== 'string') {
      cannotMove.push(found);
      return reply;
    }
    kept.set(reply.mediaId, found);
    return { ...reply, mediaId: found };
  };
  const done = await inOrder(rules, async (rule) => ({ ...rule, reply: await keep(rule.reply, rule.id) }));
  return { rules: done, cannotMove };
}

const isMedia = (reply: unknown): reply is ConsoleMedia =>
  ['image', 'voice'].includes(String((reply as { kind?: unknown })?.kind)) && 'mediaId' in (reply as object);

/** Material counts against a limit and calls against a quota: one after the other. */
async function inOrder<In, Out>(list: readonly In[], each: (one: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  for (const one of list) results.push(await each(one));
  return results;
}

async function permanent(
  media: MediaApi,
  account: string,
  { kind, mediaId }: ConsoleMedia,
  id: string,
): Promise<string | CannotMove> {
  try {
    const file = await media.download(account, mediaId);
    if ('url' in file) return { what: id, why: 'its media is no file; upload it and put the new id into the rule' };
    const extension = EXTENSIONS[file.contentType.split(';')[0] ?? ''] ?? (kind === 'image' ? 'jpg' : 'amr');
    const added = await media.addMaterial(account, { kind, name: `${kind}.${extension}`, ...file });
    return added.mediaId;
  } catch (error) {
    if (!(error instanceof WeChatApiError)) throw error;
    const why = `its ${kind} could not be kept as permanent material (${error.errcode}) and may be gone in three days; upload it and put the new id into the rule`;
    return { what: id, why };
  }
}
