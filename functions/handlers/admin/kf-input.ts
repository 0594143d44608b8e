import * as z from 'zod';
import type { Credentials } from '../../domain/account.ts';
import { completeKfAccount, kfAccountFault, nicknameFault } from '../../domain/kf-names.ts';
import { RefusedError, refusal } from './answers.ts';

const AVATAR_MAX_BYTES = 5 * 1024 * 1024;

/** A text that a function finds fault with. */
const checked = (faultOf: (value: string) => string | undefined) =>
  z.string().superRefine((value, context) => {
    const message = faultOf(value);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

export const kfAccount = checked(kfAccountFault).describe(
  'prefix@微信号; the prefix alone when credentials have wechatId',
);
export const nickname = checked(nicknameFault).describe('What users see, at most 16 characters');
export const wechatId = z
  .string()
  .regex(/^[\w-]{1,64}$/, 'is no 微信号; it has letters, digits, - and _ only')
  .describe("The agent's own 微信号");
/** WeChat's have 28 characters. The callback takes what a test client calls its users, so these are taken too. */
export const openId = z.string().regex(/^[\w-]{1,128}$/, 'is no OpenID; take it from a message of this account');
export const image = checked(imageFault).describe('JPG in base64, at most 5 MB');
/** A moment: epoch seconds, or a date or time with its zone. */
export const moment = z
  .union(
    [z.int().min(0), z.iso.datetime({ offset: true }), z.iso.date()],
    'is no time; give epoch seconds, 2026-01-31 (in China) or 2026-01-31T09:00:00+08:00',
  )
  .describe('Epoch seconds, a date in China, or an ISO time with its zone');

export const seat = z.strictObject({
  kfAccount: kfAccount.optional(),
  nickname: nickname.optional(),
  wechatId: wechatId.optional(),
  groups: z.array(z.string().min(1)).optional(),
  capacity: z.int().min(1).max(1000).optional(),
  autoAccept: z.boolean().optional(),
  skills: z.array(z.string().min(1)).optional(),
  remove: z.boolean().optional(),
});
export type SeatInput = z.infer<typeof seat>;

function imageFault(value: string): string | undefined {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(value)) return 'is no base64; give the file in base64';
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length > AVATAR_MAX_BYTES) return `has ${bytes.length} bytes; WeChat allows 5 MB`;
  return bytes.readUIntBE(0, Math.min(3, bytes.length)) === 0xffd8ff
    ? undefined
    : 'is no JPG; WeChat takes no other kind';
}

/** Epoch seconds of a moment; a date is its first second in China, or its last. */
export function secondsOf(value: z.infer<typeof moment>, end: 'first' | 'last'): number {
  if (typeof value === 'number') return value;
  if (value.includes('T')) return Math.floor(Date.parse(value) / 1000);
  return Date.parse(`${value}T00:00:00+08:00`) / 1000 + (end === 'last' ? 86_399 : 0);
}

/** The kf account with its 微信号. @throws RefusedError when it is not known */
export function fullKfAccount(given: string, credentials: Credentials, field = 'kfAccount'): string {
  const full = completeKfAccount(given, credentials.wechatId);
  if (full !== undefined) return full;
  const fault = {
    field,
    message: "has no @; give prefix@微信号, or put the account's 微信号 into its credentials as wechatId",
  };
  throw new RefusedError('bad-input', `${field} ${fault.message}`, 'wechatId is what follows the @', [fault]);
}

/** @throws RefusedError for a mini program */
export function needsOfficialAccount({ kind }: Credentials, what: string): void {
  if (kind !== 'mini-program') return;
  throw refusal('not-for-mini-programs', `a mini program has no ${what}`, 'use the account of an official account');
}
