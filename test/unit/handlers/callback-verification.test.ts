import { describe, expect, it } from 'vitest';
import { type CallbackDeps, createCallback } from '../../../functions/handlers/callback.ts';
import { sign } from '../../../functions/wechat/signature.ts';
import { anHttpEvent, invoke, memoryAgents, memoryLogger, memoryRuleSets } from '../../support/callback.ts';
import { aCredentials } from '../../support/credentials.ts';
import { NOW } from '../../support/push.ts';

const credentials = aCredentials();

/** WeChat's check of the URL, with this echo. */
async function check(echostr: string, verified: (account: string, now: number) => Promise<void>) {
  const handler = createCallback(() => ({
    credentials: { read: async () => credentials },
    conversations: {} as CallbackDeps['conversations'],
    ruleSets: memoryRuleSets(),
    agents: memoryAgents(),
    logger: memoryLogger(),
    notices: { keep: async () => {}, verified },
    now: () => NOW * 1000,
    budgetMs: 3_000,
  }));
  const [timestamp, nonce] = [String(NOW), '1'];
  const query = { signature: sign(credentials.token, timestamp, nonce), timestamp, nonce, echostr };
  return invoke(handler, anHttpEvent({ query }, { method: 'GET' }));
}

describe('the check of the server address', () => {
  it('is kept for set-up, which waits for it', async () => {
    const kept: unknown[] = [];
    const answer = await check('5927306581', async (...what) => void kept.push(what));
    expect([answer.body, kept]).toEqual(['5927306581', [['main', NOW]]]);
  });

  it('is not kept when it is the doctor that asks, whose echo is no number', async () => {
    const kept: unknown[] = [];
    const answer = await check('kefu-doctor', async (...what) => void kept.push(what));
    expect([answer.body, kept]).toEqual(['kefu-doctor', []]);
  });

  it('is answered though nothing can be kept', async () => {
    const answer = await check('5927306581', () => Promise.reject(new Error('the table is down')));
    expect([answer.statusCode, answer.body]).toEqual([200, '5927306581']);
  });
});
