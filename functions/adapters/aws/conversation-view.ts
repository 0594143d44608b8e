import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { ModeState } from '../../domain/mode.ts';
import type { ConversationChange, ConversationView } from '../../domain/statistics/conversation-changes.ts';
import type { Item } from './conversation-item.ts';
import { WINDOW_ATTRIBUTES } from './conversation-item.ts';
import { decodeState } from './conversation-state.ts';
import { ratingOf } from './conversation-survey.ts';

/** A record of the stream of `kefu-conversations`, as far as it is counted. */
export interface ConversationRecord {
  at: number;
  account: string;
  openId: string;
  oldImage: Item | undefined;
  newImage: Item | undefined;
}

/** What a stream record says; undefined for an item that was deleted. */
export function viewedChange({
  at,
  account,
  openId,
  oldImage,
  newImage,
}: ConversationRecord): ConversationChange | undefined {
  return newImage && { account, openId, at, before: viewOf(oldImage ?? {}), after: viewOf(newImage) };
}

function viewOf(item: Item): ConversationView {
  const state = stateIn(item);
  const unanswered = unansweredIn(item, state);
  const product = productIn(item);
  const rating = ratingOf(item);
  const newest = item.k0?.B;
  const source = item.source?.S;
  return {
    ...(newest && { newest: bytesText(newest) }),
    ...(state && { state }),
    ...(source !== undefined && { source }),
    ...(unanswered && { unanswered }),
    opened: openedIn(item),
    ...(product && { product }),
    ...(rating && { rating }),
    ...(item.missedAt?.N && { missedAt: Number(item.missedAt.N) }),
  };
}

/** When each trigger last opened its window. */
const openedIn = (item: Item): Record<string, number> =>
  Object.fromEntries(
    Object.entries(WINDOW_ATTRIBUTES).flatMap(([trigger, attribute]) => {
      const at = item[attribute]?.M?.at?.N;
      return at === undefined ? [] : [[trigger, Number(at)]];
    }),
  );

/** The page of a mini program that the user showed last: a product, as a rule. */
function productIn({ page }: Item): ConversationView['product'] {
  const { title, path, key } = page?.M ?? {};
  const name = title?.S || path?.S;
  return name ? { name, key: key?.S ?? '' } : undefined;
}

/** In the images of a stream event bytes are base64 texts already. */
const bytesText = (bytes: Uint8Array | string): string =>
  typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('base64');

function stateIn(item: Item): ModeState | undefined {
  const state = decodeState(item.state?.S);
  const kfAccount = item.kfAccount?.S;
  return state && { ...state, ...(kfAccount !== undefined && { kfAccount }) };
}

/** The question that set the waiting off, unless it was the word that asks for a human. */
function unansweredIn({ question }: Item, state: ModeState | undefined): ConversationView['unanswered'] {
  const fields: Record<string, AttributeValue> | undefined = question?.M;
  const at = Number(fields?.at?.N ?? 0);
  if (fields === undefined || fields.isOpening?.BOOL || state?.mode !== 'waiting' || state.at !== at) return undefined;
  return { text: fields.text?.S ?? '', at, key: fields.key?.S ?? '' };
}
