import { describe, expect, it } from 'vitest';
import { ERRCODES } from '../../../functions/wechat/errcodes.ts';
import { kfDesk } from '../../support/kf-desk.ts';

const GETKFLIST = '/cgi-bin/customservice/getkflist';

/** Those that make the client fetch another token first. */
const OF_THE_TOKEN = new Set([40001, 40014, 42001]);

describe('a refusal of WeChat', () => {
  it.each(ERRCODES.filter((errcode) => errcode !== 0))('%i reaches the caller with what mends it', async (errcode) => {
    const desk = kfDesk();
    await desk.simulator.faults.add({ target: GETKFLIST, kind: 'errcode', errcode });
    const answer = await desk.invoke('list');
    expect(answer).toMatchObject({ ok: false, error: { errcode, message: expect.stringContaining(String(errcode)) } });
    // In Chinese and in English.
    expect(answer.ok ? '' : answer.error.hint).toMatch(/\p{Script=Han}.*[a-z]{3}/u);
    expect(desk.calls('/cgi-bin/stable_token').length).toBe(OF_THE_TOKEN.has(errcode) ? 3 : 1);
  });
});
