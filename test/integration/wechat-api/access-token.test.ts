import { describe, expect, it } from 'vitest';
import { createCustomSendApi } from '../../../functions/adapters/wechat-api/custom-send.ts';
import { refreshAllTokens } from '../../../functions/usecases/refresh-all-tokens.ts';
import { simulatedWeChat } from '../../support/simulated-wechat.ts';

const STABLE_TOKEN = '/cgi-bin/stable_token';
const SEND = '/cgi-bin/message/custom/send';
const hello = { msgtype: 'text', text: { content: '您好' } };

describe('access tokens on the simulator', () => {
  it('are fetched at most 14 times in 24 hours, and every minute there is one that WeChat takes', async () => {
    const { simulator, refresher, client, calls } = simulatedWeChat();
    const send = createCustomSendApi(client()).send;
    const refused: unknown[] = [];
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      await refreshAllTokens(refresher);
      await simulator.advance(60);
      const outcome = await send('shop', 'nobody', hello);
      // An OpenID that does not exist: refused for that, never for the token.
      if (outcome.outcome !== 'refused' || outcome.errcode !== 40003) refused.push(outcome);
    }
    expect(refused).toEqual([]);
    expect(calls(STABLE_TOKEN).length).toBeLessThanOrEqual(14);
    expect(calls(SEND).filter(({ errcode }) => errcode === 42001)).toEqual([]);
  });

  it('are replaced once for 500 containers whose token is refused at once', async () => {
    const { simulator, refresher, client } = simulatedWeChat();
    await refreshAllTokens(refresher);
    const user = 'nobody';
    await simulator.faults.add({ target: SEND, kind: 'expired-token', times: 500 });
    const outcomes = await Promise.all(
      Array.from({ length: 500 }, () => createCustomSendApi(client()).send('shop', user, hello)),
    );
    expect(new Set(outcomes.map((outcome) => outcome.outcome === 'refused' && outcome.errcode))).toEqual(
      new Set([40003]),
    );
    await expect(refresher.states.read('shop')).resolves.toMatchObject({ forcedCount: 1 });
  });

  it.each([
    ['a wrong secret', { secretState: 'wrong' }, 40125, /AppSecret/],
    ['a frozen secret', { secretState: 'frozen' }, 40243, /冻结/],
    [
      'an address that is not whitelisted',
      { ipWhitelist: ['203.0.113.1'] },
      40164,
      /198\.51\.100\.\d+|\d+\.\d+\.\d+\.\d+/,
    ],
  ] as const)('name %s and leave the other account alone', async (_name, settings, errcode, hint) => {
    const { simulator, refresher } = simulatedWeChat([
      { name: 'shop', kind: 'service' },
      { name: 'other', kind: 'service' },
    ]);
    await simulator.accounts.change({ account: 'shop', settings: settings as never });
    const answers = await refreshAllTokens(refresher);
    expect(answers).toMatchObject({ shop: { ok: false, error: { errcode } }, other: { ok: true } });
    expect(JSON.stringify(answers.shop)).toMatch(hint);
  });
});
