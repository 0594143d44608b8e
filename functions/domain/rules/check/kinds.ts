import type { TransferableMessage } from '../../../wechat/messages/index.ts';
import type { MatchKind, Rule } from '../rule.ts';
import { didYouMean } from './did-you-mean.ts';
import { asList, asText, describe, isAbsent, oneOf, type Typed } from './reading.ts';
import { fault, type Report, warn } from './report.ts';

type UserKind = TransferableMessage['kind'];

/** The message kinds a rule may listen to. */
export const KINDS: readonly UserKind[] = [
  'text',
  'image',
  'voice',
  'video',
  'short-video',
  'location',
  'link',
  'file',
  'mini-program-page',
  'sticker',
];
const WITH_TEXT: readonly UserKind[] = ['text', 'voice'];
const ON_MINI_PROGRAMS: readonly UserKind[] = ['text', 'image', 'mini-program-page', 'sticker'];

/** The message kinds a rule listens to; only a text, and a voice that was recognized, can be compared with keywords. */
export function readKinds(
  report: Report,
  item: Typed,
  match: MatchKind | undefined,
  miniProgram: boolean,
): Rule['kinds'] {
  const { kinds } = item;
  if (match === 'event') {
    if (!isAbsent(kinds)) fault(report, 'kinds', 'is not read by match event; remove it');
    return [];
  }
  const read = asList(kinds).flatMap((kind, i) =>
    readKind(report, kind, Array.isArray(kinds) ? `kinds[${i}]` : 'kinds'),
  );
  const mute = read.filter((kind) => !WITH_TEXT.includes(kind));
  if (match !== undefined && match !== 'any' && mute.length > 0)
    fault(report, 'kinds', `has ${oneOf(mute)}, which no keyword fits; use match any for those`);
  const foreign = read.filter((kind) => miniProgram && !ON_MINI_PROGRAMS.includes(kind));
  if (foreign.length > 0) warn(report, 'kinds', `has ${oneOf(foreign)}, which a mini program never receives`);
  return read.length > 0 ? [...new Set(read)] : ['text'];
}

function readKind(report: Report, typed: unknown, field: string): UserKind[] {
  const word = asText(typed)?.trim().toLowerCase() ?? '';
  const kind = KINDS.find((known) => known === word || known.replaceAll('-', '') === word);
  if (kind !== undefined) return [kind];
  const meant = didYouMean(word, KINDS);
  fault(
    report,
    field,
    `is ${describe(typed)}; ${meant === undefined ? `write ${oneOf(KINDS)}` : `did you mean ${meant}?`}`,
  );
  return [];
}
