import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../functions/domain/statistics/report.ts';
import { type Local, startLocal } from '../../../tools/local/start.ts';
import { runKefu } from '../../support/kefu.ts';

const chen = { account: 'demo', user: 'chen' };
const lin = { account: 'demo', agent: 'lin' };

describe('the robot, a service and what is counted of it', { timeout: 60_000 }, () => {
  let local: Local;
  let folder: string;
  const simulator = () => {
    if (!local.simulator) throw new Error('there is no simulator');
    return local.simulator;
  };
  const phone = async () => {
    await local.settled();
    await simulator().settled();
    await local.settled();
    return JSON.stringify((await simulator().users.get(chen)).chat);
  };
  const types = async (text: string) => {
    await simulator().users.type({ ...chen, text });
    return phone();
  };
  const rules = [
    { id: 'invoice', match: 'faq', keywords: ['怎么开发票', '发票如何申请'], reply: '在订单里点申请发票' },
    { id: 'invoice-title', match: 'faq', keywords: ['发票抬头怎么改', '发票信息填错了'], reply: '联系客服修改抬头' },
    { id: 'coupon', match: 'faq', keywords: ['优惠券怎么用'], reply: '下单时自动抵扣' },
    { id: 'coupon-get', match: 'faq', keywords: ['优惠券怎么送'], reply: '在卡包里转赠' },
  ];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kefu-robot-'));
    local = await startLocal({ folder, reset: false, robot: true, ports: { console: 0, aws: 0, wechat: 0 } });
    const file = join(folder, 'faq.json');
    writeFileSync(file, JSON.stringify(rules));
    const { err } = await runKefu(['rules', 'import', 'demo', file, '--yes'], { KEFU_LOCAL_DIR: folder });
    expect(err).not.toContain('error');
    await local.settled();
    await simulator().users.create({ account: 'demo', name: 'chen', following: true });
    await simulator().agents.hire({ account: 'demo', kfAccount: 'lin', nickname: 'lin', online: true });
  }, 60_000);
  afterAll(async () => {
    await local.close();
    rmSync(folder, { recursive: true });
  });

  it('answers a question in other words', async () => {
    // The rules in the memory of the callback may be two seconds old.
    const pushed = () => runKefu(['push', 'demo', '优惠券如何用', '--json'], { KEFU_LOCAL_DIR: folder });
    await expect.poll(async () => (await pushed()).out, { timeout: 20_000 }).toContain('自动抵扣');
    expect(await types('请问发票如何申请呀')).toContain('在订单里点申请发票');
  });

  it('offers what may be meant, and answers the number', async () => {
    expect(await types('优惠券')).toContain('您是不是想问');
    expect(await types('2')).toMatch(/转赠|自动抵扣/);
  });

  it('has the stand-in of the language model answer what no rule does, and hand over what it does not know', async () => {
    const file = join(folder, 'settings.json');
    const documents = ['带宠物的客人请提前打电话。地下停车场对住客免费开放。'];
    writeFileSync(file, JSON.stringify([{ id: '@settings', robot: { documents } }]));
    await runKefu(['rules', 'import', 'plain', file, '--yes'], { KEFU_LOCAL_DIR: folder });
    await local.settled();
    const guest = { account: 'plain', user: 'guest' };
    await simulator().users.create({ account: 'plain', name: 'guest', following: true });
    const says = async (text: string) => {
      await simulator().users.type({ ...guest, text });
      await local.settled();
      await simulator().settled();
      return (await simulator().users.get(guest)).chat.at(-1);
    };
    await expect
      .poll(() => says('你们的停车场免费开放吗'), { timeout: 20_000 })
      .toMatchObject({
        ai: true,
        content: { text: '地下停车场对住客免费开放。' },
      });
    expect(JSON.stringify(await says('宇宙的尽头是什么样子'))).toContain('人工客服');
  });

  it('asks after a service, once, and counts the answer for the agent', async () => {
    await types('0');
    await simulator().agents.accept(lin);
    for (const text of ['您好', '已经帮您处理了']) await simulator().agents.say({ ...lin, user: 'chen', text });
    await simulator().agents.close({ ...lin, user: 'chen' });
    expect(await phone()).toContain('请问您对本次服务满意吗');
    expect(await types('1')).toContain('感谢您的评价');
    const { out } = await runKefu(['stats', 'report', 'demo', '--json'], { KEFU_LOCAL_DIR: folder });
    const report = JSON.parse(out) as Report;
    expect(report.agents).toMatchObject([{ sessions: 1, ratings: 1, satisfaction: 3 }]);
    expect(report.waiting.count).toBe(1);
    expect(report.rules.map(({ label }) => label)).toContain('@did-you-mean');
  });
});
