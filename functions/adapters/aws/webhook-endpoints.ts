import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod/mini';
import { nameMark } from '../../domain/mark.ts';
import { WEBHOOK_FAMILIES, type WebhookEndpoint } from '../../domain/webhook.ts';
import { ConfigError } from '../../errors.ts';
import type { WebhookEndpoints } from '../../ports/webhooks.ts';

const KEPT_MS = 60_000;
/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;
const endpoint = z.object({
  url: z.string().check(z.regex(/^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost)[:/]/)),
  secret: z.string().check(z.regex(SECRET)),
  families: z.optional(z.array(z.enum(WEBHOOK_FAMILIES))),
});
const schema = z.array(endpoint).check(z.maxLength(5));

interface EndpointsDeps {
  ssm: SSMClient;
  nameOf: (account: string) => string;
  /** Real time in milliseconds, from any start. */
  nowMs: () => number;
}

/** The SecureString `/kefu/accounts/<account>/webhooks`: `[{"url": "https://...", "secret": "whsec_..."}]`. */
export function createWebhookEndpoints({ ssm, nameOf, nowMs }: EndpointsDeps): WebhookEndpoints {
  const known = new Map<string, { at: number; endpoints: WebhookEndpoint[] }>();
  return {
    read: async (account) => {
      const held = known.get(account);
      if (held && nowMs() - held.at < KEPT_MS) return held.endpoints;
      const endpoints = parse(nameOf(account), await readText(ssm, nameOf(account)));
      known.set(account, { at: nowMs(), endpoints });
      return endpoints;
    },
  };
}

function parse(name: string, text: string | undefined): WebhookEndpoint[] {
  if (text === undefined) return [];
  const parsed = schema.safeParse(asJson(text));
  if (parsed.success) {
    return parsed.data.map(({ url, secret, families }) => ({
      name: nameMark(url),
      url,
      secret,
      ...(families && { families }),
    }));
  }
  const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
  throw new ConfigError(
    `${name} is wrong in ${fields}; write [{"url": "https://...", "secret": "whsec_..."}], the secret base64 of 24 to 64 bytes`,
  );
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readText(ssm: SSMClient, Name: string): Promise<string | undefined> {
  try {
    return (await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}
