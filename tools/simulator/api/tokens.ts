/**
 * Access tokens.
 *
 * @see 获取 Access token and 获取稳定版接口调用凭据
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { AccessToken, AccountState } from '../types.ts';
import { chinaDay, KEPT, keep, type World } from '../world.ts';
import { Refusal } from './refusal.ts';
import { type ApiRequest, fieldsOf, type Route } from './route.ts';

const VALID_SECONDS = 7200;
/** How long the old and the new token live side by side. */
const OVERLAP_SECONDS = 300;
const FORCED_PER_DAY = 20;
const FORCED_APART_SECONDS = 30;
/** Looks of a token: what does not match is malformed (40014), not merely unknown. */
const TOKEN_SHAPE = /^\d{2}_[A-Za-z0-9_-]{100,500}$/;

interface Credentials {
  grantType: string;
  appId: string;
  secret: string;
  /** What a wrong secret gives: 40001 at token, 40125 at stable_token. */
  wrongSecret: number;
}

/**
 * The account that the AppID and AppSecret name.
 *
 * @throws Refusal
 */
export function accountByCredentials(
  world: World,
  { grantType, appId, secret, wrongSecret }: Credentials,
): AccountState {
  if (appId === '') throw new Refusal(41002);
  if (secret === '') throw new Refusal(41004);
  if (grantType !== 'client_credential') throw new Refusal(40002);
  const account = Object.values(world.state.accounts).find(({ settings }) => settings.appId === appId);
  if (!account) throw new Refusal(40013);
  if (account.settings.secretState === 'frozen') throw new Refusal(40243);
  if (account.settings.secretState === 'wrong' || account.settings.appSecret !== secret) throw new Refusal(wrongSecret);
  return account;
}

/** GET /cgi-bin/token: every call issues a new one; the one before dies five minutes later. */
function plainToken(world: World, account: AccountState) {
  const now = world.clock.now();
  for (const token of account.tokens)
    if (token.endpoint === 'token') token.killedAt ??= Math.min(token.expiresAt, now + OVERLAP_SECONDS);
  return answerOf(issue(account, 'token', now), now);
}

/** POST /cgi-bin/stable_token: the same token until five minutes before its end, unless forced. */
function stableToken(world: World, account: AccountState, force: boolean) {
  const now = world.clock.now();
  const current = account.tokens.findLast(({ endpoint, killedAt }) => endpoint === 'stable' && !killedAt);
  if (force) {
    countForced(account, now);
    if (current) current.killedAt = now;
    return answerOf(issue(account, 'stable', now), now);
  }
  const lives = current && current.expiresAt - now > OVERLAP_SECONDS;
  return answerOf(lives ? current : issue(account, 'stable', now), now);
}

function countForced({ forced }: AccountState, now: number) {
  const day = chinaDay(now);
  if (forced.day !== day) Object.assign(forced, { day, count: 0 });
  if (now - forced.lastAt < FORCED_APART_SECONDS) throw new Refusal(45011, 'force_refresh');
  if (forced.count >= FORCED_PER_DAY) throw new Refusal(45009, 'force_refresh');
  Object.assign(forced, { count: forced.count + 1, lastAt: now });
}

function issue(account: AccountState, endpoint: AccessToken['endpoint'], now: number): AccessToken {
  const value = `88_${randomBytes(102).toString('base64url')}`;
  return keep(account.tokens, { value, endpoint, issuedAt: now, expiresAt: now + VALID_SECONDS }, KEPT.tokens);
}

const answerOf = ({ value, expiresAt }: AccessToken, now: number) => ({
  access_token: value,
  expires_in: expiresAt - now,
});

/**
 * The account an access token belongs to.
 *
 * @throws Refusal 41001, 40014, 40001 or 42001
 */
export function accountByToken(world: World, value: string | null): AccountState {
  if (!value) throw new Refusal(41001);
  if (!TOKEN_SHAPE.test(value)) throw new Refusal(40014);
  const now = world.clock.now();
  for (const account of Object.values(world.state.accounts)) {
    const token = account.tokens.find((known) => known.value === value);
    if (!token) continue;
    if (now >= token.expiresAt) throw new Refusal(42001);
    if (token.killedAt !== undefined && now >= token.killedAt) throw new Refusal(40001);
    return account;
  }
  throw new Refusal(40001);
}

/** The calls that take an AppSecret instead of a token. */
export const TOKEN_ROUTES: Route[] = [
  {
    path: '/cgi-bin/token',
    methods: ['GET', 'POST'],
    body: 'none',
    perDay: 2000,
    authenticate: (world, { query }) =>
      accountByCredentials(world, {
        grantType: query.get('grant_type') ?? '',
        appId: query.get('appid') ?? '',
        secret: query.get('secret') ?? '',
        wrongSecret: 40001,
      }),
    run: ({ world, account }) => plainToken(world, account),
  },
  {
    path: '/cgi-bin/stable_token',
    methods: ['POST'],
    perDay: 500_000,
    perMinute: 10_000,
    authenticate: (world, request) => {
      const body = jsonOf(request, STABLE_BODY);
      const { grant_type: grantType, appid: appId, secret } = body;
      return accountByCredentials(world, { grantType, appId, secret, wrongSecret: 40125 });
    },
    run: (call) => stableToken(call.world, call.account, fieldsOf(call, STABLE_BODY).force_refresh),
  },
];

const STABLE_BODY = z.object({
  grant_type: z.string().default(''),
  appid: z.string().default(''),
  secret: z.string().default(''),
  force_refresh: z.boolean().default(false),
});

function jsonOf<S extends z.ZodType>(request: ApiRequest, schema: S): z.infer<S> {
  const parsed = schema.safeParse(readJson(request));
  if (!parsed.success) throw new Refusal(47001);
  return parsed.data;
}

/**
 * A JSON body, as strictly as WeChat reads it.
 *
 * @throws Refusal 43002, 44002, 40033 or 47001
 */
export function readJson({ method, body }: ApiRequest): unknown {
  if (method !== 'POST') throw new Refusal(43002);
  if (body.length === 0) throw new Refusal(44002);
  const text = body.toString('utf8');
  if (/(?<!\\)(?:\\\\)*\\u[0-9a-fA-F]{4}/.test(text)) throw new Refusal(40033);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // said below
  }
  throw new Refusal(47001);
}
