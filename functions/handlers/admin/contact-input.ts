import * as z from 'zod';
import type { Credentials } from '../../domain/account.ts';
import { CHANNELS } from '../../domain/contact.ts';
import { LIMITS, OPEN_ID } from '../../domain/contact-csv.ts';
import type { ContactFilter } from '../../domain/contact-filter.ts';
import { completeKfAccount } from '../../domain/kf-names.ts';

/** An OpenID in an input. */
export const openIdInput = z
  .string()
  .regex(OPEN_ID, 'is no OpenID; copy it whole, it has 6 to 64 letters, digits, - and _')
  .describe('A user within this account');
/** A tag's name, within WeChat's limit. */
export const tagName = z
  .string()
  .trim()
  .min(1)
  .refine((tag) => Buffer.byteLength(tag) <= LIMITS.tag, `is longer than ${LIMITS.tag} bytes`);
const time = z.int().min(0).describe('Epoch seconds');
const texts = z.record(z.string(), z.string());

/** Conditions that all have to hold. */
export const filterInput = z.strictObject({
  tags: z.array(z.string()).min(1).max(10).optional().describe('Each of these tags'),
  source: z.string().optional().describe('Where they came from last: a QR scene, or the source of a session-from'),
  scene: z.string().optional().describe('A QR scene they came by'),
  channel: z.enum(CHANNELS).optional().describe('How they first came'),
  kfAccount: z.string().optional().describe('Who served them last; a bare prefix will do'),
  product: z.string().optional().describe('A product they looked at'),
  page: z.string().optional().describe('Path of a mini program page, without what follows ?'),
  lastSeenFrom: time.optional(),
  lastSeenUntil: time.optional(),
  firstSeenFrom: time.optional(),
  firstSeenUntil: time.optional(),
  handedOff: z.boolean().optional().describe('Whether they ever asked for a human'),
  subscribed: z.boolean().optional().describe('Whether they follow the official account'),
  optIn: z.string().optional().describe('Template of a subscribe message they allowed'),
  claims: texts.optional().describe('By name: what their session-from says'),
  fields: texts.optional().describe('By name: free fields'),
  text: z.string().optional().describe('Part of the remark, the name or the OpenID'),
});

/** A filter without the conditions that were left out, and the kf account as contacts have it: `li` is `li@my_shop`. */
export function filterOf(
  given: z.infer<typeof filterInput> | undefined,
  { wechatId }: Pick<Credentials, 'wechatId'>,
): ContactFilter {
  const filter: ContactFilter = Object.fromEntries(
    Object.entries(given ?? {}).filter(([, value]) => value !== undefined),
  );
  const { kfAccount } = filter;
  return kfAccount === undefined
    ? filter
    : { ...filter, kfAccount: completeKfAccount(kfAccount, wechatId) ?? kfAccount };
}
