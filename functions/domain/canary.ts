import type { Credentials } from './account.ts';

/**
 * The account that the canary writes to: a name that nobody gives, of which WeChat knows nothing. It is in no list of
 * accounts, so that no job fetches a token or sends for it.
 */
export const CANARY_ACCOUNT = '_canary';

/** What the canary says, and how its one rule answers. */
export const CANARY_TALK = { openId: 'canary', question: 'canary', answer: 'alive' } as const;

/** The rule that answers it, in the rules table like any other. */
export const CANARY_RULE = {
  account: CANARY_ACCOUNT,
  id: 'canary',
  match: 'exact',
  keywords: CANARY_TALK.question,
  reply: CANARY_TALK.answer,
} as const;

/** Credentials of an account that WeChat has never seen, with secrets of their own. */
export const canaryCredentials = (secrets: Pick<Credentials, 'token' | 'encodingAesKey'>): Credentials => ({
  kind: 'service',
  appId: 'wxcanary',
  appSecret: 'none',
  originalId: 'gh_canary',
  encryption: 'safe',
  ...secrets,
});
