import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KefuWorld, kefuWorld } from '../../support/kefu.ts';

describe('kefu rules', { timeout: 180_000 }, () => {
  let world: KefuWorld;
  beforeAll(async () => {
    world = await kefuWorld();
  }, 240_000);
  afterAll(() => world.close());

  it('lists the rules with their status', async () => {
    const { code, out } = await world.kefu(['rules', 'list', 'demo']);
    expect([code, out]).toEqual([0, expect.stringMatching(/traffic-promo.*contains.*流量.*live/)]);
  });

  it('changes nothing when an export is imported again', async () => {
    const path = join(world.folder, 'demo.yaml');
    expect((await world.kefu(['rules', 'export', 'demo', '-o', path])).err).toBe('');
    const { out } = await world.kefu(['rules', 'import', 'demo', path, '--replace', '--yes']);
    expect(out).toContain('0 added, 0 changed, 0 removed');
    expect((await world.kefu(['rules', 'diff', 'demo', path])).out).toContain('0 added, 0 changed, 0 removed');
  });

  it('keeps the comments of the file it exports into', async () => {
    const path = world.file(
      'kept.yaml',
      '# 活动规则\n- id: traffic-promo # 不要改\n  match: exact\n- id: gone\n  match: any\n',
    );
    await world.kefu(['rules', 'export', 'demo', '-o', path]);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/^# 活动规则\n- id: traffic-promo # 不要改\n {2}match: contains\n/);
    expect(text).not.toContain('gone');
  });

  it('shows the difference before it imports, and asks', async () => {
    const path = world.file('change.yaml', '- id: traffic-promo\n  match: exact\n  keywords: [流量]\n  reply: 新的\n');
    const { code, err } = await world.kefu(['rules', 'import', 'plain', path]);
    expect(code).toBe(2);
    expect(err).toMatch(/~ traffic-promo[\s\S]*- match: contains[\s\S]*\+ match: exact[\s\S]*add --yes/);
    expect((await world.kefu(['rules', 'import', 'plain', path, '--yes'])).code).toBe(0);
    await world.local.settled();
    const { versions } = await world.json<{ versions: { version: number; live: boolean }[] }>(
      'rules',
      'versions',
      'plain',
    );
    expect(versions.length).toBeGreaterThan(1);
    const oldest = String(versions.at(-1)?.version);
    expect((await world.kefu(['rules', 'rollback', 'plain', oldest, '-y'])).code).toBe(0);
    expect(await world.json('rules', 'versions', 'plain')).toMatchObject({ rolledBack: true });
  });

  it.each([
    ['a YAML error', '- id: a\n  reply: [x\n', 2, /bad.yaml:\d+:\d+ is no YAML/],
    ['something else than rules', 'hello: 1\n', 2, /bad.yaml:1:1 it is no list of rules/],
    ['a rule without id', '- match: any\n', 2, /bad.yaml:1:3 the rule has no id/],
    [
      'a wrong rule',
      '- id: a\n  match: any\n  reply: 好\n- id: b\n  match: half\n  reply: 好\n',
      4,
      /bad.yaml:4:3 b: match/,
    ],
  ])('names line and column of %s, and imports nothing', async (_what, text, code, words) => {
    const path = world.file('bad.yaml', text);
    const ran = await world.kefu(['rules', 'import', 'demo', path, '--yes']);
    expect([ran.code, ran.err]).toEqual([code, expect.stringMatching(words)]);
  });

  it('checks a file and says where its faults stand', async () => {
    const path = world.file(
      'check.yaml',
      '- id: short\n  match: contains\n  keywords: 的\n  reply: 好\n- id: b\n  match: x\n',
    );
    const { code, out } = await world.kefu(['rules', 'check', 'demo', path]);
    expect(code).toBe(1);
    expect(out).toMatch(
      /✗ .*check.yaml:5:3 b: match[\s\S]*! .*check.yaml:1:3 short: half match on the single character/,
    );
  });

  it('explains which rule answers, and why not the others', async () => {
    const { out } = await world.kefu(['rules', 'explain', 'demo', '我要流量']);
    expect(out).toMatch(/^traffic-promo[\s\S]*it answers[\s\S]*anything-else[\s\S]*a better rule answers/);
    expect((await world.kefu(['rules', 'explain', 'demo', 'subscribe', '--event'])).out).toMatch(/^welcome/);
  });

  it('imports ten thousand rules, all of them live together', async () => {
    const rules = Array.from({ length: 10_000 }, (_, n) => ({
      id: `r${n}`,
      match: 'exact',
      keywords: [`词${n}`],
      reply: `答${n}`,
    }));
    const path = world.file('many.json', JSON.stringify(rules));
    const ran = await world.kefu(['rules', 'import', 'mini', path, '--yes']);
    expect(ran.code).toBe(0);
    const { versions } = await world.json<{ versions: { rules: number }[] }>('rules', 'versions', 'mini');
    expect(versions.filter(({ rules: count }) => count > 100 && count < 10_000)).toEqual([]);
  });

  it.each([
    [['rules', 'list', 'demo', '--prefix', 'nothing'], 1, 'has no nothing-admin-rules: its prefix is kefu'],
    [['rules', 'import', 'demo'], 2, 'Give a file, or --from-wechat'],
    [['rules', 'rollback', 'demo', '999999', '-y'], 4, 'there is no version 999999'],
    [['rules', 'explain', 'demo', 'x', '--at', 'soon'], 2, '--at soon is no time'],
    [['rules', 'list', 'demo', '--lang', 'fr'], 2, 'zh or en'],
    [['contacts', 'list', 'demo', '--limit', 'x'], 2, '1 to 200'],
    [['tickets', 'list', 'demo', '--state', 'lost'], 2, 'Allowed choices are open, assigned'],
    [['kf', 'records', 'demo', 'x'], 4, 'a day like 2026-11-20'],
    [['stats', 'demo', '--from', '2026-99-01'], 4, 'from is no day like 2026-11-20'],
    [['stats', 'demo', '--from', '2026-02-30'], 4, 'from is no day like 2026-11-20'],
    [['stats', 'demo', '--svg', '/nowhere/a.svg'], 2, 'The file /nowhere/a.svg cannot be used'],
    [['contacts', 'import', 'demo', 'nowhere.csv'], 2, 'nowhere.csv cannot be read'],
    [['menu', 'get', 'nope'], 4, 'there is no account nope'],
    [['rules', 'import', 'nope', '--from-wechat'], 4, 'there is no account nope'],
  ])('refuses %j in words', async (args, code, words) => {
    const ran = await world.kefu(args);
    expect([ran.code, ran.err]).toEqual([code, expect.stringContaining(words)]);
    expect(ran.err).not.toContain('    at ');
  });

  it('says where a rule stands that is given twice', async () => {
    const path = world.file(
      'twice.yaml',
      '- id: a\n  match: exact\n  keywords: [x]\n  reply: 1\n- id: a\n  match: any\n  reply: 2\n',
    );
    const { out } = await world.kefu(['rules', 'check', 'demo', path]);
    expect(out).toMatch(/twice.yaml:1:3, .*twice.yaml:5:3 a: is given twice/);
  });

  it.each([
    [['rules', 'list', 'nope']],
    [['rules', 'explain', 'nope', 'x']],
    [['stats', 'nope']],
    [['faq', 'suggest', 'nope']],
  ])('says with nothing found that there is no such account: %j', async (args) => {
    const { code, err } = await world.kefu(args);
    expect([code, err]).toEqual([0, 'There is no account nope; there are: demo, mini, plain\n']);
  });

  it('says when there are no credentials, or nothing runs', async () => {
    const none = {
      HOME: world.folder,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
    };
    const away = await world.kefu(['rules', 'list', 'demo', '--region', 'ap-east-1'], none);
    expect([away.code, away.err]).toEqual([3, expect.stringContaining('There are no AWS credentials')]);
    const down = await world.kefu(['rules', 'list', 'demo'], { AWS_PORT: '9' });
    expect([down.code, down.err]).toEqual([3, expect.stringContaining('start it with npm start')]);
  });
});
