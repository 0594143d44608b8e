import * as z from 'zod/mini';
import type { Credentials } from '../../domain/account.ts';
import { ConfigError } from '../../errors.ts';

const filled = z.string().check(z.minLength(1, 'is empty'));
const aesKey = z.string().check(z.regex(/^[A-Za-z0-9]{43}$/, 'has to be 43 letters and digits'));
const callbackToken = z.string().check(z.regex(/^[A-Za-z0-9]{3,32}$/, 'has to be 3 to 32 letters and digits'));

const schema = z.looseObject({
  kind: z.enum(['service', 'subscription', 'mini-program'], 'has to be "service", "subscription" or "mini-program"'),
  appId: filled,
  appSecret: filled,
  originalId: z.string().check(z.regex(/^gh_/, 'has to begin with gh_ (原始ID)')),
  token: callbackToken,
  encodingAesKey: aesKey,
  encryption: z.enum(['safe', 'compat', 'plain'], 'has to be "safe", "compat" or "plain"'),
  wechatId: z.optional(filled),
  previousToken: z.optional(callbackToken),
  previousEncodingAesKey: z.optional(aesKey),
});

/**
 * The credentials in a parameter's text.
 *
 * @throws ConfigError naming the fields and the mend, never a value
 */
export function parseCredentials(parameter: string, text: string): Credentials {
  const result = schema.safeParse(fromJson(parameter, text));
  // Checked above; the schema's optional fields may be undefined, which JSON never has.
  if (result.success) return result.data as Credentials;
  const faults = result.error.issues.map(
    ({ path, message, code }) =>
      `${path.join('.') || 'the whole'} ${code === 'invalid_type' ? 'is missing or of the wrong type' : message}`,
  );
  throw new ConfigError(`${parameter}: ${faults.join('; ')}`);
}

function fromJson(parameter: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause: it would quote the text.
    throw new ConfigError(`${parameter}: the value is no JSON object`);
  }
}
