import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaqEvaluation } from '../../../functions/domain/faq/evaluate.ts';
import type { Report } from '../../../functions/domain/statistics/report.ts';
import { systemFonts } from '../../../tools/charts/font.ts';
import { type KefuWorld, kefuWorld } from '../../support/kefu.ts';

describe('kefu stats and kefu faq', { timeout: 60_000 }, () => {
  let world: KefuWorld;
  beforeAll(async () => {
    world = await kefuWorld();
    for (const [text, from] of [
      ['流量', 'u1'],
      ['有没有流量', 'u2'],
      ['能带宠物吗', 'u3'],
      ['可以带宠物吗', 'u4'],
    ] as const) {
      await world.kefu(['push', 'demo', text, '--from', from]);
    }
    await world.local.settled();
  }, 60_000);
  afterAll(() => world.close());

  it('speaks Chinese', async () => {
    expect((await world.kefu(['stats', 'demo', '--lang', 'zh'])).out).toMatch(/时段.*消息.*转人工[\s\S]*命中的规则/);
  });

  it('counts what the callback answered', async () => {
    const report = await world.json<Report>('stats', 'report', 'demo');
    expect(report.totals).toMatchObject({ messages: 4, solved: 2, unanswered: 2, handOffs: 2, unreadable: 0 });
    expect(report.rules).toContainEqual({ label: 'traffic-promo', count: 2 });
    expect(report.neverHit).toContain('demo-faq');
  });

  it('shows tables', async () => {
    const { out } = await world.kefu(['stats', 'demo']);
    expect(out).toMatch(/total .*4.*2.*50.0 %/);
    expect(out).toContain('traffic-promo 2');
  });

  it('writes CSV', async () => {
    const { out } = await world.kefu(['stats', 'report', 'demo', '--csv', '--unit', 'hour']);
    expect(out).toMatch(/^\uFEFFperiod,messages,/);
  });

  it('draws the charts for a mail, all or one of them', async () => {
    const file = join(world.folder, 'week.svg');
    await world.kefu(['stats', 'report', 'demo', '--svg', file]);
    const sheet = readFileSync(file, 'utf8');
    expect(sheet).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(sheet).toContain('4 messages, 2 answered by rules (50 %)');
    await world.kefu(['stats', 'report', 'demo', '--svg', file, '--chart', 'rules']);
    expect(readFileSync(file, 'utf8')).toMatch(/aria-label="Rules that answered most".*traffic-promo/s);
  });

  it('draws a PNG where a font has the characters, and else says what to install', async () => {
    const file = join(world.folder, 'week.png');
    const { code, err } = await world.kefu(['stats', 'report', 'demo', '--png', file, '--lang', 'zh']);
    if (systemFonts(true).length === 0) expect([code, err]).toEqual([1, expect.stringContaining('fonts-noto-cjk')]);
    else expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
  });

  it('says so when the font that is named lacks the characters', async () => {
    const args = ['stats', 'report', 'demo', '--png', join(world.folder, 'x.png'), '--font', 'nowhere.ttf'];
    const { code, err } = await world.kefu(args);
    expect([code, err]).toEqual([1, expect.stringContaining('nowhere.ttf cannot be read, or lacks the characters')]);
  });

  it('lists the questions nobody answered, and what the FAQ lacks', async () => {
    const { questions } = await world.json<{ questions: { text: string }[] }>('stats', 'unanswered', 'demo');
    expect(questions.map(({ text }) => text).sort()).toEqual(['可以带宠物吗', '能带宠物吗']);
    const { groups } = await world.json<{ groups: { count: number }[] }>('faq', 'suggest', 'demo');
    expect(groups).toMatchObject([{ count: 2 }]);
  });

  it('tries the FAQ on a file', async () => {
    const file = join(world.folder, 'cases.csv');
    writeFileSync(file, '问题,规则\n演示如何开发票,demo-faq\n今天天气,\n');
    const evaluation = await world.json<FaqEvaluation>('faq', 'test', 'demo', file);
    expect(evaluation).toMatchObject({ cases: 2, answerable: 1, top1: 1, now: { wrong: 0 } });
    expect((await world.kefu(['faq', 'test', file])).out).toMatch(/2 questions, 1 with an answer: top-1 100.0 %/);
  });

  it('says which file cannot be read', async () => {
    const { code, err } = await world.kefu(['faq', 'test', 'demo', 'nowhere.csv']);
    expect([code, err]).toEqual([2, expect.stringContaining('nowhere.csv cannot be read')]);
  });

  it('shows the demand by product and by channel, and what a scene brought', async () => {
    const { simulator } = world.local;
    for (const user of ['talks', 'looks']) {
      await simulator?.users.create({ account: 'demo', name: user, following: true });
      await simulator?.users.scan({ account: 'demo', user, scene: 'poster-7' });
      await simulator?.settled();
    }
    await simulator?.advance(60);
    for (const text of ['流量', '流量']) {
      await simulator?.users.type({ account: 'demo', user: 'talks', text });
      await simulator?.settled();
    }
    await simulator?.users.create({ account: 'mini', name: 'buyer' });
    await simulator?.users.enter({ account: 'mini', user: 'buyer', sessionFrom: 'shop|小陈||' });
    await simulator?.users.sendMiniProgramPage({ account: 'mini', user: 'buyer', title: '跑鞋', pagePath: 'p?id=1' });
    await simulator?.settled();
    await world.local.settled();
    const { sources, channels } = await world.json<Report>('stats', 'report', 'demo');
    const poster = sources.find(({ source }) => source === 'poster-7');
    expect(poster).toMatchObject({ arrivals: 2, conversations: 1, conversion: 0.5 });
    expect(channels.map(({ label }) => label)).toEqual(expect.arrayContaining(['message', 'scan']));
    const mini = await world.json<Report>('stats', 'report', 'mini');
    expect(mini.products).toEqual([{ label: '跑鞋', count: 1 }]);
    expect(mini.sources).toContainEqual(expect.objectContaining({ source: 'shop', conversations: 1 }));
    expect((await world.kefu(['stats', 'mini'])).out).toMatch(/products: 跑鞋 1[\s\S]*shop/);
  });

  it('names a stretch of time that is none', async () => {
    const { code, err } = await world.kefu(['stats', 'report', 'demo', '--from', '2026-12-01', '--to', '2026-11-01']);
    expect([code, err]).toEqual([4, expect.stringContaining('to is not after from')]);
  });
});
