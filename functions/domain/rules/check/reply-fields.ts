import type { MediaSource } from '../rule.ts';
import type { RuleContext } from './check-rule.ts';
import { didYouMean } from './did-you-mean.ts';
import { asText, count, describe, isAbsent, type Typed } from './reading.ts';
import { fault, type Report, warn } from './report.ts';

/** Where a reply stands: what to say about it, and against what it is checked. */
export interface ReplyPlace {
  report: Report;
  /** `reply`, `reply[1]`, or the setting. */
  path: string;
  context: RuleContext;
}

/** Bytes of UTF-8 in one text. @see 发送客服消息, 45002; 被动回复用户消息 */
export const MAX_TEXT_BYTES = 2048;

/** A text that must be there. */
export function needText({ report, path }: ReplyPlace, typed: Typed, field: string): string | undefined {
  const value = typed[field];
  if (isAbsent(value)) return fault(report, `${path}.${field}`, 'is missing; write a text');
  return checkText(report, `${path}.${field}`, value);
}

/** A text that may be there, as a part of a reply. */
export function mayText<Field extends string>(
  { report, path }: ReplyPlace,
  typed: Typed,
  field: Field,
): { [name in Field]?: string } {
  const value = typed[field];
  const text = isAbsent(value) ? undefined : checkText(report, `${path}.${field}`, value);
  return text === undefined ? {} : ({ [field]: text } as { [name in Field]?: string });
}

/** A text that WeChat takes whole. */
export function checkText(report: Report, field: string, value: unknown): string | undefined {
  const text = asText(value);
  if (text === undefined) return fault(report, field, `is ${describe(value)}; write a text`);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_TEXT_BYTES) return text;
  return fault(report, field, `is ${count(bytes)} bytes; WeChat allows ${count(MAX_TEXT_BYTES)}`);
}

/** A web address that must be there. */
export function needUrl(place: ReplyPlace, typed: Typed, field: string): string | undefined {
  return checkUrl(place, field, needText(place, typed, field));
}

/** A web address that may be there. */
export function mayUrl<Field extends string>(
  place: ReplyPlace,
  typed: Typed,
  field: Field,
): { [name in Field]?: string } {
  const url = checkUrl(place, field, mayText(place, typed, field)[field]);
  return url === undefined ? {} : ({ [field]: url } as { [name in Field]?: string });
}

function checkUrl({ report, path }: ReplyPlace, field: string, url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const trimmed = url.trim();
  if (/^https?:\/\//i.test(trimmed) && URL.canParse(trimmed)) return trimmed;
  return fault(report, `${path}.${field}`, `is ${describe(url)}; write an address that begins with https://`);
}

/** Where a picture, voice or video comes from: exactly one of three fields. */
export function needMedia(place: ReplyPlace, typed: Typed): MediaSource | undefined {
  const { report, path, context } = place;
  const given = ['mediaId', 'media', 'url'].filter((field) => !isAbsent(typed[field]));
  if (given.length === 0) return fault(report, path, 'has no mediaId, media or url; write one of them');
  if (given.length > 1) return fault(report, path, `has ${given.join(' and ')}; leave one of them`);
  if (given[0] === 'url') return asSource('url', needUrl(place, typed, 'url'));
  if (given[0] === 'mediaId') return asSource('mediaId', needText(place, typed, 'mediaId')?.trim());
  const name = needText(place, typed, 'media')?.trim();
  if (name !== undefined && context.dyingMedia?.has(name))
    warn(report, `${path}.media`, `is ${describe(name)}, which dies within hours; upload it again, best with a url`);
  if (name === undefined || context.media === undefined || context.media.has(name)) return asSource('media', name);
  const meant = didYouMean(name, [...context.media]);
  return fault(
    report,
    `${path}.media`,
    `is ${describe(name)}, which is not uploaded; ${meant === undefined ? 'upload it under this name' : `did you mean ${meant}?`}`,
  );
}

function asSource(field: 'url' | 'mediaId' | 'media', value: string | undefined): MediaSource | undefined {
  return value === undefined ? undefined : ({ [field]: value } as MediaSource);
}
