import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Channel, ConversationChange } from '../../domain/contact.ts';
import type { Fact, FactKind } from '../../domain/fact.ts';
import type { Mode } from '../../domain/mode.ts';
import { FACT_ATTRIBUTES } from './conversation-fact.ts';
import { WINDOW_ATTRIBUTES } from './conversation-item.ts';
import { toPlain } from './plain-item.ts';

type Image = Record<string, AttributeValue>;

/** What two images of a conversation tell of the person; undefined when there is no message in it. */
export function changeBetween(before: Image = {}, after: Image = {}): ConversationChange | undefined {
  const lastAt = Number(after.lastAt?.N ?? 0);
  if (lastAt === 0) return undefined;
  const kfAccount = after.kfAccount?.S;
  const source = after.source?.S;
  return {
    lastAt,
    channel: channelOf(after),
    modes: { before: modeOf(before), after: modeOf(after) },
    ...(kfAccount !== undefined && { kfAccount }),
    ...(source !== undefined && { source }),
    facts: (Object.keys(FACT_ATTRIBUTES) as FactKind[]).flatMap((kind) => newFact(kind, before, after)),
  };
}

const modeOf = (image: Image): Mode => (image.mode?.S as Mode | undefined) ?? 'bot';

function newFact(kind: FactKind, before: Image, after: Image): Fact[] {
  const attribute = FACT_ATTRIBUTES[kind];
  const told = after[attribute]?.M;
  if (told === undefined || told.key?.S === before[attribute]?.M?.key?.S) return [];
  const { key: _key, at: _at, ...fact } = toPlain(told);
  return [fact as Fact];
}

function channelOf(image: Image): Channel {
  if (WINDOW_ATTRIBUTES['enter-mini-program'] in image) return 'mini-program';
  if (WINDOW_ATTRIBUTES.scan in image) return 'qr-code';
  if (WINDOW_ATTRIBUTES.follow in image) return 'follow';
  if (WINDOW_ATTRIBUTES.message in image) return 'message';
  return WINDOW_ATTRIBUTES['menu-click'] in image ? 'menu' : 'other';
}
