import { describe, expect, it } from 'vitest';
import { createCustomSendApi } from '../../../../functions/adapters/wechat-api/custom-send.ts';
import { createGroupSendApi } from '../../../../functions/adapters/wechat-api/group-send.ts';
import { lost, scriptedWeChat, unreached } from '../../../support/scripted-wechat.ts';

const hello = { msgtype: 'text', text: { content: '您好' } };

describe('createCustomSendApi', () => {
  it('sends as a kf account when asked', async () => {
    const { client, requests } = scriptedWeChat({ errcode: 0, errmsg: 'ok' });
    const outcome = await createCustomSendApi(client).send('main', 'o1', hello, 'a@test');
    expect(outcome).toEqual({ outcome: 'sent' });
    expect(requests[0]?.text).toBe(
      '{"touser":"o1","msgtype":"text","text":{"content":"您好"},"customservice":{"kf_account":"a@test"}}',
    );
  });

  it.each([
    ['refused', { errcode: 45015 }, { outcome: 'refused', errcode: 45015 }],
    ['unknown', lost, { outcome: 'unknown' }],
    ['unknown', { status: 504, raw: '' }, { outcome: 'unknown' }],
    ['unreached', unreached, { outcome: 'unreached' }],
  ])('ends as %s', async (_name, step, expected) => {
    const { client } = scriptedWeChat(step);
    await expect(createCustomSendApi(client).send('main', 'o1', hello)).resolves.toMatchObject(expected);
  });

  it.each([
    ['service', '/cgi-bin/message/custom/typing'],
    ['mini-program', '/cgi-bin/message/custom/business/typing'],
  ] as const)('shows typing for a %s account at %s', async (kind, path) => {
    const { client, requests } = scriptedWeChat({ errcode: 45081 });
    await createCustomSendApi(client).typing('main', kind, 'o1', true);
    expect(requests[0]?.url.pathname).toBe(path);
  });
});

describe('createGroupSendApi', () => {
  it.each([
    ['everybody', { everybody: true }, '{"filter":{"is_to_all":true}'],
    ['a tag', { tagId: 2 }, '{"filter":{"is_to_all":false,"tag_id":2}'],
    ['OpenIDs', { openIds: ['o1', 'o2'] }, '{"touser":["o1","o2"]'],
  ] as const)('addresses %s', async (_name, audience, body) => {
    const { client, requests } = scriptedWeChat({ errcode: 0, msg_id: 7 });
    const whom = 'openIds' in audience ? { openIds: [...audience.openIds] } : audience;
    const outcome = await createGroupSendApi(client).send('main', whom, hello, 'job-1');
    expect(outcome).toEqual({ outcome: 'sent', messageId: '7' });
    expect(requests[0]?.text).toContain(body);
  });

  it('takes a job that exists already for sent', async () => {
    const { client } = scriptedWeChat({ errcode: 45065, msg_id: 7 });
    const outcome = await createGroupSendApi(client).send('main', { everybody: true }, hello, 'job-1');
    expect(outcome).toEqual({ outcome: 'sent', messageId: '7' });
  });

  it('does not repeat a job whose answer was lost', async () => {
    const { client, requests } = scriptedWeChat(lost);
    const outcome = await createGroupSendApi(client).send('main', { everybody: true }, hello, 'job-1');
    expect(outcome).toMatchObject({ outcome: 'unknown' });
    expect(requests).toHaveLength(1);
  });
});
