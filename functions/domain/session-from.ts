/**
 * What a mini program's contact button passed, read from text that its client controls: claims, not identity.
 *
 * Two conventions are understood: `source|nickName|avatarUrl|customField`, which customer-service vendors share, and a
 * whole JSON object. Reading never throws and never costs more than the text is worth.
 *
 * @see contact button, attribute session-from, in the documentation of mini program components
 */
export interface SessionFrom {
  source?: string;
  nickName?: string;
  /** An http or https address; anything else is dropped. */
  avatarUrl?: string;
  /** Flat: `vipNo`, `vipName`, `phone` and the like from the object itself and from its `ecv`, and any free key. */
  custom: Record<string, string>;
  /** A separator is missing. */
  malformed?: true;
  /** The text was cut at WeChat's limit; `custom` holds the pairs that came whole. */
  truncated?: true;
}

/** WeChat cuts the attribute here; the unit is not documented, so texts this close to it count as cut. */
const CUT_FROM = 1020;
const MAX_KEYS = 32;
const MAX_KEY_LENGTH = 64;
const MAX_VALUE_LENGTH = 512;
/** Texts longer than WeChat passes are read up to here only. */
const MAX_LENGTH = 4096;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const WHOLE_OBJECT_FIELDS = {
  source: ['source'],
  nickName: ['nickName', 'nickname', 'name'],
  avatarUrl: ['avatarUrl', 'avatar'],
};

/** Read a session-from; an empty or unreadable text gives an empty result. */
export function parseSessionFrom(text: string): SessionFrom {
  const bounded = text.slice(0, MAX_LENGTH).trim();
  if (bounded === '') return { custom: {} };
  return bounded.startsWith('{') ? fromObject(bounded) : fromPositions(bounded);
}

function fromPositions(text: string): SessionFrom {
  const [source, nickName, avatarUrl, customText, separators] = splitPositions(text);
  const { custom, truncated } = readCustom(customText, text.length);
  return {
    ...named('source', source),
    ...named('nickName', nickName),
    ...named('avatarUrl', asHttpUrl(avatarUrl)),
    custom,
    ...(separators === 1 ? { malformed: true as const } : {}),
    ...(truncated ? { truncated: true as const } : {}),
  };
}

/** Split at the first three separators only, so that a stray one inside the JSON survives. */
function splitPositions(text: string): [string, string, string, string, number] {
  const parts = text.split('|');
  return [parts[0] ?? '', parts[1] ?? '', parts[2] ?? '', parts.slice(3).join('|'), Math.min(parts.length - 1, 3)];
}

function fromObject(text: string): SessionFrom {
  const parsed = readObject(text);
  if (!parsed)
    return text.length >= CUT_FROM ? { custom: {}, truncated: true } : { ...named('source', text), custom: {} };
  const pick = (names: string[]) => names.map((name) => scalar(parsed.value[name])).find((value) => value);
  const taken = new Set(['customField', ...Object.values(WHOLE_OBJECT_FIELDS).flat()]);
  const free = Object.fromEntries(Object.entries(parsed.value).filter(([key]) => !taken.has(key)));
  const nested = parsed.value.customField;
  const inner = typeof nested === 'string' ? readObject(nested)?.value : nested;
  return {
    ...named('source', pick(WHOLE_OBJECT_FIELDS.source)),
    ...named('nickName', pick(WHOLE_OBJECT_FIELDS.nickName)),
    ...named('avatarUrl', asHttpUrl(pick(WHOLE_OBJECT_FIELDS.avatarUrl))),
    custom: flatten({ ...free, ...(isObject(inner) ? inner : {}) }),
    ...(parsed.truncated ? { truncated: true as const } : {}),
  };
}

function readCustom(text: string, totalLength: number): { custom: Record<string, string>; truncated: boolean } {
  if (text.trim() === '') return { custom: {}, truncated: false };
  const parsed = readObject(text);
  return { custom: parsed ? flatten(parsed.value) : {}, truncated: parsed?.truncated ?? totalLength >= CUT_FROM };
}

/** Parse a JSON object; of one that was cut, keep the pairs that came whole. */
function readObject(text: string): { value: Record<string, unknown>; truncated: boolean } | undefined {
  const whole = tryParse(text);
  if (whole) return { value: whole, truncated: false };
  const repaired = text.trimStart().startsWith('{') ? tryParse(closeCutJson(text)) : undefined;
  return repaired && { value: repaired, truncated: true };
}

function tryParse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Cut back to the last comma outside a string and close what was open there; one pass. */
function closeCutJson(text: string): string {
  const open: string[] = [];
  let kept = '';
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') open.push(char === '{' ? '}' : ']');
    else if (char === '}' || char === ']') open.pop();
    else if (char === ',') kept = text.slice(0, i) + open.toReversed().join('');
  }
  return kept;
}

/** One level of text values: those of `ecv`, where vendors nest them, win over those beside it. */
function flatten(value: Record<string, unknown>): Record<string, string> {
  const { ecv, ...rest } = value;
  const pairs = Object.entries({ ...rest, ...(isObject(ecv) ? ecv : {}) })
    .filter(([key]) => key.length <= MAX_KEY_LENGTH && !FORBIDDEN_KEYS.has(key))
    .map(([key, field]) => [clean(key), scalar(field)] as const)
    .filter((pair): pair is readonly [string, string] => pair[0] !== '' && Boolean(pair[1]));
  return Object.fromEntries(pairs.slice(0, MAX_KEYS));
}

function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return clean(value) || undefined;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return isObject(value) || Array.isArray(value) ? JSON.stringify(value).slice(0, MAX_VALUE_LENGTH) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One line of readable text: control characters become blanks. */
function clean(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, MAX_VALUE_LENGTH)
    .toWellFormed();
}

function named<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  const cleaned = value === undefined ? '' : clean(value);
  return cleaned === '' ? {} : ({ [name]: cleaned } as Record<Name, string>);
}

function asHttpUrl(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  return /^https?:\/\/[^\s"'<>\\]+$/i.test(trimmed) && URL.canParse(trimmed) ? trimmed : undefined;
}
