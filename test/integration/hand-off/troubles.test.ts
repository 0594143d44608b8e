import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellDigest, tellTroubles } from '../../../functions/usecases/tell-troubles.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { someSettings } from '../../support/rules.ts';
import { aService, type Service } from '../../support/service.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const notify = [{ kind: 'wecom' as const, parameter: 'team' }];
const settings = someSettings({ handOffNotice: false, notify });
const HOUR = 3600;
/** The clock begins on a Friday at 16:00 in Shanghai. */
const workDays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, fromMinute: 9 * 60, untilMinute: 18 * 60 }));

const letter = (service: Service, id: string, message: string, seconds = 0) => ({
  id,
  account: service.name,
  openId: 'o1',
  entry: { id: `${id}.0`, kind: 'create-session' as const, createdAt: 1, expiresAt: 2, kfAccounts: [] },
  outcome: 'refused' as const,
  reason: { code: 'refused', message, hint: '' },
  settledAt: service.simulator.clock.now() - seconds,
});

describe('what failed', () => {
  it('is told once, by its reasons', async () => {
    const service = await aService(engine, { settings });
    await tellTroubles(service.troubles);
    expect(service.told).toEqual([]);
    for (const id of ['a', 'b']) await service.troubles.deadLetters.put(letter(service, id, '45015 过期'));
    await tellTroubles(service.troubles);
    await tellTroubles(service.troubles);
    expect(service.told).toEqual([expect.stringMatching(/消息未送达.*2 条：45015 过期/s)]);
    await service.simulator.advance(600);
    await tellTroubles(service.troubles);
    expect(service.told).toHaveLength(1);
  });
});

describe('what WeChat tells the account', () => {
  it('alarms in the log, and is told to the team once', async () => {
    const service = await aService(engine, { settings });
    const wang = await service.user('wang');
    const fields = { ExpiredTime: 1_800_000_100 };
    await service.simulator.events.push({ account: service.name, user: 'wang', event: 'verify_expired', fields });
    await service.simulator.settled();
    expect(service.logger.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { event: 'account.notice', fields: { notice: 'verify_expired' } },
    ]);
    await tellTroubles(service.troubles);
    await tellTroubles(service.troubles);
    expect(service.told).toEqual([expect.stringContaining('认证已过期')]);
    expect((await wang.stored()).mode).toBe('bot');
  });
});

describe('the digest', () => {
  it('names in the morning who must be answered before the agents come back, once', async () => {
    const service = await aService(engine, { settings: { ...settings, hours: workDays } });
    // Thursday evening: their 48 hours end on Saturday.
    await service.simulator.advance((6 * 24 + 3) * HOUR);
    const wang = await service.user('wang');
    await wang.types('屏幕碎了');
    await expect(wang.stored()).resolves.toMatchObject({ mode: 'bot', unansweredAt: service.simulator.clock.now() });
    const tellFor = async (hours: number) => {
      for (let minutes = 0; minutes < hours * 60; minutes += 5) {
        await service.simulator.advance(300);
        await tellDigest(service.troubles);
      }
    };
    await tellFor(13);
    expect(service.told).toEqual([]);
    await tellFor(60);
    expect(service.told).toEqual([expect.stringContaining('今日须回复')]);
  });

  it('forgets who was served', async () => {
    const service = await aService(engine, { settings: { ...settings, hours: [] } });
    await service.agent('li');
    const wang = await service.user('wang');
    await wang.types('屏幕碎了');
    await expect(service.troubles.unanswered.list(service.name, 10)).resolves.toMatchObject([{ openId: wang.openId }]);
    await service.simulator.agents.accept({ account: service.name, agent: 'li@shop', user: 'wang' });
    await expect(service.troubles.unanswered.list(service.name, 10)).resolves.toEqual([]);
  });
});
