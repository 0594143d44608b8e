import { isAlive, isDying, type StoredMedia } from '../domain/media.ts';
import type { RuleItem } from '../domain/rules/items.ts';
import type { Clock } from '../ports/clock.ts';
import type { MediaLibrary } from '../ports/media-library.ts';

/** What is known of the media that rules name. */
export interface NamedMedia {
  /** Handed to the check of the rules; empty when no rule names any. */
  context: { media?: ReadonlySet<string>; dyingMedia?: ReadonlySet<string> };
  /** Changes when a rule's medium comes, goes, or is about to go. */
  digest: string;
}

/** The media that these items name, as they are now. Nothing is read when there are none. */
export async function namedMedia(
  { library, clock }: { library?: Pick<MediaLibrary, 'list'>; clock: Clock },
  account: string,
  items: readonly RuleItem[],
): Promise<NamedMedia> {
  const replies = items.map(({ reply, replies: others }) => JSON.stringify([reply, others])).filter(mentionsMedia);
  if (library === undefined || replies.length === 0) return { context: {}, digest: '' };
  const now = Math.floor(clock() / 1000);
  const isNamed = ({ name }: StoredMedia) => replies.some((reply) => reply.includes(JSON.stringify(name)));
  const alive = (await library.list(account)).filter((media) => isNamed(media) && isUsable(media, now));
  const dying = alive.filter((media) => media.url === undefined && isDying(media, now));
  const names = (all: readonly StoredMedia[]) => all.map(({ name }) => name).sort();
  return {
    context: { media: new Set(names(alive)), dyingMedia: new Set(names(dying)) },
    digest: JSON.stringify([names(alive), names(dying)]),
  };
}

const mentionsMedia = (reply: string): boolean => reply.includes('"media"');

/** What has an address is uploaded when it is needed. */
const isUsable = (media: StoredMedia, now: number): boolean => media.url !== undefined || isAlive(media, now);
