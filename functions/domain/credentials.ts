import { ConfigError } from '../errors.ts';
import type { Credentials } from './account.ts';

/** What each field must be. A fault names the field and the mend, never the value. */
const FIELDS: { name: keyof Credentials; pattern: RegExp; mend: string; optional?: true }[] = [
  {
    name: 'kind',
    pattern: /^(service|subscription|mini-program)$/,
    mend: 'must be service, subscription or mini-program',
  },
  { name: 'appId', pattern: /^wx[0-9a-z]{1,30}$/i, mend: 'must be the AppID, wx and 16 characters' },
  { name: 'appSecret', pattern: /^\S+$/, mend: 'must be the AppSecret' },
  { name: 'originalId', pattern: /^gh_\w+$/, mend: 'must be the original id, gh_ and more' },
  { name: 'token', pattern: /^[0-9a-z]{3,32}$/i, mend: 'must be 3 to 32 letters and digits' },
  { name: 'encodingAesKey', pattern: /^[0-9a-z]{43}$/i, mend: 'must be 43 letters and digits' },
  { name: 'encryption', pattern: /^(safe|compat|plain)$/, mend: 'must be safe, compat or plain' },
  { name: 'wechatId', pattern: /^\S+$/, mend: 'must be the WeChat ID after the @ of kf accounts', optional: true },
  { name: 'previousToken', pattern: /^[0-9a-z]{3,32}$/i, mend: 'must be 3 to 32 letters and digits', optional: true },
  { name: 'previousEncodingAesKey', pattern: /^[0-9a-z]{43}$/i, mend: 'must be 43 letters and digits', optional: true },
];

/**
 * The credentials of an account from the JSON of its parameter.
 *
 * @throws ConfigError naming every field that is missing or wrong, never a value
 */
export function parseCredentials(account: string, text: string): Credentials {
  const fields = readObject(text);
  if (fields === undefined) throw new ConfigError(`credentials of ${account}: must be a JSON object`);
  const faults = FIELDS.flatMap((field) => faultOf(field, fields[field.name]));
  if (faults.length > 0) throw new ConfigError(`credentials of ${account}: ${faults.join('; ')}`);
  return Object.fromEntries(
    FIELDS.filter(({ name }) => isGiven(fields[name])).map(({ name }) => [name, fields[name]]),
  ) as unknown as Credentials;
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    // Without the cause: it would quote the secret.
    return undefined;
  }
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function faultOf({ name, pattern, mend, optional }: (typeof FIELDS)[number], value: unknown): string[] {
  if (!isGiven(value)) return optional ? [] : [`${name} is missing`];
  return typeof value === 'string' && pattern.test(value) ? [] : [`${name} ${mend}`];
}
