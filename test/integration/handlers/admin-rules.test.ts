import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsoleApi } from '../../../functions/adapters/wechat-api/console.ts';
import { createMediaApi } from '../../../functions/adapters/wechat-api/media.ts';
import { adminHandler } from '../../../functions/handlers/admin.ts';
import { RULES_ACTIONS } from '../../../functions/handlers/admin-rules.ts';
import { publishRules } from '../../../functions/usecases/publish-rules.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { publishingWorld, typedRule } from '../../support/publishing.ts';
import { simulatedWeChat } from '../../support/simulated-wechat.ts';

describe('admin-rules', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.close());

  function world() {
    const made = publishingWorld(engine);
    const wechat = simulatedWeChat([{ name: made.account, kind: 'service', encryption: 'plain' }]);
    const client = wechat.client();
    const deps = { ...made.deps, console: createConsoleApi(client), media: createMediaApi(client) };
    const log = () => {};
    const handler = adminHandler({
      function: 'admin-rules',
      actions: RULES_ACTIONS,
      deps: () => deps,
      logger: { info: log, warn: log, error: log },
    });
    const ask = (action: string, fields: object = {}) => handler({ action, account: made.account, ...fields });
    return {
      ...made,
      media: deps.media,
      simulator: wechat.simulator,
      ask,
      publish: () => publishRules(made.deps, made.account),
    };
  }

  it('imports rules, and nothing more when they are exported and imported again', async () => {
    const { ask, put, item } = world();
    await put({ ...typedRule('set'), keywords: new Set(['b', 'a']) });
    const rules = [typedRule('one'), typedRule('two', { kind: 'text', content: '二' }, { priority: 3 })];
    expect(await ask('import', { rules })).toMatchObject({ ok: true, added: ['one', 'two'], unchanged: 0 });
    const exported = (await ask('export')) as unknown as { rules: object[] };
    expect(exported.rules).toHaveLength(3);
    expect(await ask('import', { rules: exported.rules, replace: true })).toEqual({
      ok: true,
      added: [],
      changed: [],
      removed: [],
      unchanged: 3,
      dryRun: false,
    });
    expect(await item('two')).toMatchObject({ reply: { kind: 'text', content: '二' }, priority: 3 });
  });

  it('says what an import would change, and changes nothing when it is a dry run', async () => {
    const { ask, put, item } = world();
    await put(typedRule('stays'), typedRule('changes', 'old'), typedRule('goes'), { id: '@settings' });
    const rules = [typedRule('stays'), typedRule('changes', 'new'), typedRule('comes')];
    expect(await ask('import', { rules, replace: true, dryRun: true })).toEqual({
      ok: true,
      added: ['comes'],
      changed: [{ id: 'changes', fields: ['reply'] }],
      removed: ['goes'],
      unchanged: 1,
      dryRun: true,
    });
    expect(await item('changes')).toMatchObject({ reply: 'old' });
    await ask('import', { rules, replace: true });
    expect(await item('goes')).toBeUndefined();
    expect(await item('@settings')).toBeDefined();
  });

  it('keeps publishing off while it writes more than one request holds', async () => {
    const { ask, deps, account } = world();
    const change = deps.rules.change;
    const seen: unknown[] = [];
    deps.rules.change = async (...args) => {
      seen.push((await deps.ruleSets.draw(account)).importing);
      await change(...args);
    };
    await ask('import', { rules: Array.from({ length: 25 }, (_, index) => typedRule(`few-${index}`)) });
    await ask('import', { rules: Array.from({ length: 26 }, (_, index) => typedRule(`many-${index}`)) });
    expect(seen).toEqual([undefined, expect.any(String)]);
    expect((await deps.ruleSets.draw(account)).importing).toBeUndefined();
  });

  it('imports nothing when one rule of many is wrong, and names all that are', async () => {
    const { ask, item } = world();
    const broken = { priority: 'very' };
    const rules = [
      typedRule('good'),
      typedRule('bad', 'x', broken),
      typedRule('worse', 'x', broken),
      typedRule('good'),
    ];
    const answer = await ask('import', { rules });
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-rules', fields: expect.any(Array) } });
    expect(JSON.stringify(answer)).toMatch(/good: is given twice.*bad: priority.*worse: priority/);
    expect(await item('good')).toBeUndefined();
  });

  it('names items without an id by their place', async () => {
    expect(await world().ask('import', { rules: [typedRule('good'), { match: 'any' }] })).toMatchObject({
      error: { code: 'bad-input', message: 'rules[1].id is missing; give a text' },
    });
  });

  it('lists what is stored with its status', async () => {
    const { ask, put, publish } = world();
    await put(typedRule('one'));
    await publish();
    expect(await ask('list')).toEqual({
      ok: true,
      rules: [{ ...typedRule('one'), status: 'live', checkedAt: 1_700_000_000 }],
    });
  });

  it('checks what is stored, and what is given', async () => {
    const { ask, put } = world();
    await put(typedRule('one'), typedRule('bad', 'x', { priority: 'very' }));
    expect(await ask('check')).toMatchObject({ ok: true, checked: 2, errors: [{ id: 'bad' }] });
    expect(await ask('check', { rules: [typedRule('one')] })).toMatchObject({ ok: true, checked: 1, errors: [] });
  });

  it('explains by the rules in force, or by those that are given', async () => {
    const { ask, put, publish } = world();
    await put(typedRule('流量', '亲'));
    await publish();
    expect(await ask('explain', { message: '我要流量' })).toEqual({
      ok: true,
      version: 1,
      answer: { rule: '流量', replies: [{ kind: 'text', content: '亲' }] },
      rules: [{ id: '流量', match: 'contains', verdict: 'answers', why: 'it answers' }],
      omitted: 0,
    });
    expect(await ask('explain', { message: '我要流量', mode: 'waiting' })).toMatchObject({
      answer: { unanswered: { kind: 'hand-off' } },
      rules: [{ verdict: 'other-mode' }],
    });
    expect(await ask('explain', { message: '话费', rules: [typedRule('话费')] })).toMatchObject({
      version: 0,
      answer: { rule: '话费' },
    });
  });

  it('says when the language model is asked before what is explained', async () => {
    const { ask, put, publish } = world();
    await put({ id: '@settings', robot: true });
    await put(typedRule('流量', '亲'));
    await publish();
    expect(await ask('explain', { message: '可以带宠物吗' })).toMatchObject({ asksModel: true });
    expect(await ask('explain', { message: '我要流量' })).not.toHaveProperty('asksModel');
  });

  it('explains for an account that was never published', async () => {
    expect(await world().ask('explain', { message: { kind: 'image' } })).toMatchObject({
      ok: true,
      answer: { unanswered: { kind: 'hand-off' } },
    });
  });

  describe('import-from-wechat', () => {
    const keyword = (content: string, mode = 'contain') => ({ type: 'text', match_mode: mode, content });
    const keywordRule = (name: string, keywords: object[], replies: object[], mode = 'reply_all') => ({
      rule_name: name,
      reply_mode: mode,
      keyword_list_info: keywords,
      reply_list_info: replies,
    });
    const consoleWith = (image: string) => ({
      is_add_friend_reply_open: 1,
      is_autoreply_open: 1,
      add_friend_autoreply_info: { type: 'text', content: '欢迎' },
      message_default_autoreply_info: { type: 'text', content: '稍后回复您' },
      keyword_autoreply_info: {
        list: [
          keywordRule('价格', [keyword('多少钱'), keyword('价格表', 'equal')], [{ type: 'text', content: '见官网' }]),
          keywordRule(
            '笑话',
            [keyword('笑话')],
            [
              { type: 'text', content: '一' },
              { type: 'text', content: '二' },
            ],
            'random_one',
          ),
          keywordRule(
            '多条',
            [keyword('全部')],
            [
              { type: 'text', content: '一' },
              { type: 'img', content: image },
            ],
          ),
          keywordRule('片子', [keyword('片子')], [{ type: 'video', content: 'http://example.com/v' }]),
        ],
      },
    });
    const PICTURE = {
      kind: 'image',
      name: 'a.png',
      bytes: Buffer.from('iVBORw0KGgo=', 'base64'),
      contentType: 'image/png',
    } as const;
    /** A console whose picture lives three days. */
    async function console(changes: object = {}) {
      const made = world();
      const { mediaId } = await made.media.upload(made.account, PICTURE);
      const autoReplies = { ...consoleWith(mediaId), ...changes };
      await made.simulator.accounts.setAutoReplies({ account: made.account, autoReplies });
      return { ...made, mediaId };
    }

    it('brings follow, default, full and half match, all and random into the table', async () => {
      const { ask, item } = await console();
      expect(await ask('import-from-wechat')).toMatchObject({
        ok: true,
        added: [
          'console-subscribe',
          'console-价格',
          'console-价格-exact',
          'console-笑话',
          'console-多条',
          'console-anything',
        ],
      });
      expect(await item('console-subscribe')).toMatchObject({ match: 'event', keywords: ['subscribe'], reply: '欢迎' });
      expect(await item('console-价格')).toMatchObject({ match: 'contains', keywords: ['多少钱'] });
      expect(await item('console-价格-exact')).toMatchObject({ match: 'exact', keywords: ['价格表'] });
      expect(await item('console-笑话')).toMatchObject({ reply: ['一', '二'], pick: 'random' });
      expect(await item('console-anything')).toMatchObject({ match: 'any', cooldownMinutes: 60, reply: '稍后回复您' });
    });

    it('keeps pictures as permanent material', async () => {
      const { ask, item, simulator, account, mediaId: old } = await console();
      await ask('import-from-wechat');
      const reply = (await item('console-多条'))?.reply as [string, { mediaId: string }];
      const media = simulator.state.accounts[account]?.media.find(({ mediaId }) => mediaId === reply[1].mediaId);
      expect([media?.type, media?.expiresAt, reply[1].mediaId === old]).toEqual(['image', undefined, false]);
    });

    it('names what cannot move, and changes nothing in a dry run', async () => {
      const { ask, item } = await console();
      const answer = await ask('import-from-wechat', { dryRun: true });
      expect(answer).toMatchObject({
        cannotMove: [{ what: expect.stringContaining('片子'), why: expect.stringContaining('video') }],
      });
      expect(await item('console-价格')).toBeUndefined();
    });

    it('changes nothing the second time, but for media that are new again', async () => {
      const { ask } = await console();
      await ask('import-from-wechat');
      expect(await ask('import-from-wechat', { dryRun: true })).toMatchObject({
        added: [],
        changed: [{ id: 'console-多条', fields: ['reply'] }],
        unchanged: 5,
      });
    });

    it('brings what is switched off in the console switched off', async () => {
      const { ask, item } = await console({ is_autoreply_open: 0 });
      await ask('import-from-wechat');
      expect(await item('console-价格')).toMatchObject({ enabled: false });
      expect(await item('console-subscribe')).not.toHaveProperty('enabled');
    });

    it('takes nothing from a console that has nothing', async () => {
      expect(await world().ask('import-from-wechat')).toMatchObject({ ok: true, rules: [], cannotMove: [], added: [] });
    });
  });

  it('lists versions and rolls back to one', async () => {
    const { ask, put, publish } = world();
    for (const reply of ['first', 'second']) {
      await put(typedRule('one', reply));
      await publish();
    }
    expect(await ask('rollback', { version: 1 })).toEqual({ ok: true, version: 1, number: 3 });
    expect(await ask('versions')).toEqual({
      ok: true,
      versions: [
        { version: 2, publishedAt: 1_700_000_000, rules: 1, faults: 0, live: false },
        { version: 1, publishedAt: 1_700_000_000, rules: 1, faults: 0, live: true },
      ],
      rolledBack: true,
    });
    expect(await ask('rollback', { version: 9 })).toMatchObject({ ok: false, error: { code: 'unknown-version' } });
  });

  it('has no versions before the first publication', async () => {
    expect(await world().ask('versions')).toEqual({ ok: true, versions: [], rolledBack: false });
  });
});
