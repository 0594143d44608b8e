import type { RuleReply } from '../rule.ts';
import { didYouMean } from './did-you-mean.ts';
import { asOurNames } from './field-names.ts';
import { asList, asMap, asText, describe, isAbsent, oneOf, refuseUnknown, type Typed } from './reading.ts';
import type { ReplyPlace } from './reply-fields.ts';
import { kindNamed, REPLY_KINDS } from './reply-kinds.ts';
import { fault } from './report.ts';

const KIND_NAMES = Object.keys(REPLY_KINDS);
const MAX_REPLIES = 20;

/** A reply with where it stands, for what is checked about all of them together. */
export interface Placed {
  reply: RuleReply;
  path: string;
}

/** The replies of a rule: a text, a map by kind, or a list of these. */
export function readReplies(place: ReplyPlace, value: unknown): Placed[] {
  if (isAbsent(value)) return fault(place.report, place.path, 'is missing; write a text, or a map with a kind') ?? [];
  const listed = Array.isArray(value) || value instanceof Set;
  const list = asList(value);
  if (list.length === 0)
    return fault(place.report, place.path, 'is an empty list; write a text, or a map with a kind') ?? [];
  if (list.length > MAX_REPLIES)
    return fault(place.report, place.path, `has ${list.length} replies; at most ${MAX_REPLIES} are read`) ?? [];
  return list.flatMap((one, i) => {
    const path = listed ? `${place.path}[${i}]` : place.path;
    const reply = readReply({ ...place, path }, one);
    return reply === undefined ? [] : [{ reply, path }];
  });
}

/** One reply: a text, or a map by kind. */
export function readReply(place: ReplyPlace, value: unknown): RuleReply | undefined {
  const { report, path } = place;
  const text = asText(value);
  if (text !== undefined) return REPLY_KINDS.text.read(place, { content: text });
  const typed = asMap(value);
  if (typed === undefined) return fault(report, path, `is ${describe(value)}; write a text, or a map with a kind`);
  const [kind, written] = isAbsent(typed.kind) ? byKey(typed) : [kindNamed(typed.kind), typed];
  if (kind === undefined) return faultKind(place, typed);
  const reader = REPLY_KINDS[kind];
  const fields = asOurNames(written, reader.fields);
  refuseUnknown(report, fields, ['kind', ...reader.fields], `${path}.`);
  return reader.read(place, fields);
}

/** A map without `kind`: `{news: {...}}`, or fields that only one kind has. */
function byKey(typed: Typed): [RuleReply['kind'] | undefined, Typed] {
  const [key, ...others] = Object.keys(typed);
  const named = others.length === 0 ? kindNamed(key) : undefined;
  if (key === undefined || named === undefined) return [guessed(typed), typed];
  return [named, asMap(typed[key]) ?? underMainField(named, typed[key])];
}

/** `{text: "hello"}` and `{news: [...]}` name the only field that matters. */
function underMainField(kind: RuleReply['kind'], value: unknown): Typed {
  const [main] = REPLY_KINDS[kind].fields;
  return kind === 'menu' ? { items: value } : main === undefined || isAbsent(value) ? {} : { [main]: value };
}

const TELLING: [field: string, kind: RuleReply['kind']][] = [
  ['articles', 'news'],
  ['items', 'menu'],
  ['musicUrl', 'music'],
  ['hqMusicUrl', 'music'],
  ['pagePath', 'mini-program-page'],
  ['thumbUrl', 'link'],
  ['kfAccount', 'hand-off'],
  ['group', 'hand-off'],
  ['skill', 'hand-off'],
  ['category', 'ticket'],
  ['content', 'text'],
];

function guessed(typed: Typed): RuleReply['kind'] | undefined {
  return TELLING.find(([field]) => !isAbsent(typed[field]))?.[1];
}

function faultKind({ report, path }: ReplyPlace, typed: Typed): undefined {
  const field = `${path}.kind`;
  if (isAbsent(typed.kind)) return fault(report, field, `is missing; write ${oneOf(KIND_NAMES)}`);
  const meant = didYouMean(asText(typed.kind) ?? '', KIND_NAMES);
  return fault(
    report,
    field,
    `is ${describe(typed.kind)}; ${meant === undefined ? `write ${oneOf(KIND_NAMES)}` : `did you mean ${meant}?`}`,
  );
}
