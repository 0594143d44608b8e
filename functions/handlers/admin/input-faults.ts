import type * as z from 'zod';

type Issue = z.core.$ZodIssue;

/** One wrong field of an input. Never its value: it may be a secret or a person's. */
export interface InputFault {
  /** `rules[3].id`; `(input)` for the whole. */
  field: string;
  /** What is wrong and the mend: `is missing; give a string`. */
  message: string;
}

/** Every fault that a schema found, in our words. */
export const inputFaults = (issues: readonly Issue[], given: unknown): InputFault[] =>
  issues.flatMap((issue) => faultsOf(issue, given));

function faultsOf(issue: Issue, given: unknown): InputFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: pathText([...issue.path, key]),
      message: 'is not a field of this action; leave it out',
    }));
  }
  return [{ field: pathText(issue.path), message: words(issue, valueAt(given, issue.path)) }];
}

function words(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? `is missing; give ${article(issue.expected)}`
        : `is ${kindOf(value)}; give ${article(issue.expected)}`;
    case 'invalid_value':
      return `${value === undefined ? 'is missing' : 'is none of the known values'}; give ${oneOf(issue.values.map(String))}`;
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'is empty; give a text'
        : `is too small or too short; give at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `is too large or too long; give at most ${issue.maximum}${unit(issue.origin)}`;
    case 'invalid_union':
      return value === undefined ? 'is missing' : `fits none of its forms: ${forms(issue)}`;
    default:
      return issue.message;
  }
}

const forms = (issue: { errors: readonly Issue[][] }): string =>
  [
    ...new Set(
      issue.errors.flatMap((errors) =>
        errors.map((one) => {
          if (one.code === 'invalid_type') return article(one.expected);
          if (one.code === 'invalid_value') return oneOf(one.values.map(String));
          return one.code === 'invalid_format' ? (FORMATS[one.format] ?? one.message) : one.message;
        }),
      ),
    ),
  ].join(', ');

const FORMATS: Record<string, string> = {
  date: 'a day like 2026-11-20',
  datetime: 'a time like 2026-11-20T09:00:00+08:00',
};

const UNITS: Record<string, string> = { string: ' characters', array: ' entries', set: ' entries' };
const unit = (origin: string): string => UNITS[origin] ?? '';

const ARTICLES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};
const article = (expected: string): string => ARTICLES[expected] ?? expected;

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : article(typeof value);
}

const oneOf = (names: string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : (names[0] ?? '');

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : `${text}${text && '.'}${String(step).slice(0, 40)}`,
    '',
  ) || '(input)';

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step], value);
