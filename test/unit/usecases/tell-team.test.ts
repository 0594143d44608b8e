import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createGroupRobots } from '../../../functions/adapters/wechat-api/group-robots.ts';
import { HttpFailure, type HttpRequest } from '../../../functions/adapters/wechat-api/http.ts';
import type { NotifyTarget } from '../../../functions/domain/rules/settings.ts';
import { createTellTeam } from '../../../functions/usecases/tell-team.ts';
import { memoryLogger } from '../../support/callback.ts';

const NOW_MS = 1_800_000_000_123;
const TAKEN = '{"errcode":0,"code":0}';

function team(answer: (request: HttpRequest) => string = () => TAKEN) {
  const requests: HttpRequest[] = [];
  const logger = memoryLogger();
  let nowMs = NOW_MS;
  const tell = createTellTeam({
    robots: createGroupRobots(async (request) => {
      requests.push(request);
      return { status: 200, headers: {}, body: Buffer.from(answer(request)) };
    }),
    addresses: { read: async () => ({ a: { url: 'https://robot.test/send?key=SECRET', secret: 'SEC1' } }) },
    clock: () => nowMs,
    logger,
  });
  const bodies = () => requests.map(({ body }) => JSON.parse(Buffer.from(body ?? []).toString('utf8')));
  const say = (kind: NotifyTarget['kind'], news: string[]) => tell('main', [{ kind, parameter: 'a' }], news);
  const later = (ms: number) => {
    nowMs += ms;
  };
  return { requests, bodies, logger, tell, say, later };
}

describe('group robots', () => {
  it('of WeCom get a text', async () => {
    const { say, bodies } = team();
    await say('wecom', ['你好']);
    expect(bodies()).toEqual([{ msgtype: 'text', text: { content: '你好' } }]);
  });

  it('of DingTalk get it signed in the address', async () => {
    const { say, requests } = team();
    await say('dingtalk', ['你好']);
    const sign = createHmac('sha256', 'SEC1').update(`${NOW_MS}\nSEC1`).digest('base64');
    expect(Object.fromEntries(requests[0]?.url.searchParams ?? [])).toMatchObject({ timestamp: `${NOW_MS}`, sign });
  });

  it('of Feishu get it signed in the body', async () => {
    const { say, bodies } = team();
    await say('feishu', ['你好']);
    const sign = createHmac('sha256', '1800000000\nSEC1').update('').digest('base64');
    expect(bodies()).toEqual([{ timestamp: '1800000000', sign, msg_type: 'text', content: { text: '你好' } }]);
  });

  it('get at most 20 messages a minute, the last one with how many more there are', async () => {
    const { say, bodies, later } = team();
    const news = Array.from({ length: 40 }, (_, n) => `${n}`.padEnd(500, '。'));
    await say('wecom', news);
    await say('wecom', news);
    expect(bodies()).toHaveLength(20);
    expect(bodies().at(-1).text.content).toContain('还有 21 条');
    later(60_000);
    await say('wecom', ['又一条']);
    expect(bodies()).toHaveLength(21);
  });

  it.each([
    ['refuses', () => '{"errcode":93000}'],
    ['answers nonsense', () => '<html>'],
    [
      'is not there',
      () => {
        throw new HttpFailure('ECONNREFUSED', false);
      },
    ],
  ])('block nothing when one %s, and keep its address out of the log', async (_case, answer) => {
    const { say, logger } = team(answer);
    await say('wecom', ['你好']);
    expect(logger.lines).toMatchObject([{ event: 'notify.failed', fields: { kind: 'wecom' } }]);
    expect(JSON.stringify(logger.lines)).not.toContain('SECRET');
  });

  it('without an address are named in the log', async () => {
    const { tell, logger } = team();
    await tell('main', [{ kind: 'wecom', parameter: 'b' }], ['你好']);
    expect(logger.lines).toMatchObject([{ event: 'notify.no-address', fields: { name: 'b' } }]);
  });
});
