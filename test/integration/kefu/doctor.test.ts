import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../../tools/kefu/doctor/examine.ts';
import { createPatient, type Patient } from '../../../tools/kefu/doctor/patient.ts';
import { openWard, type Ward } from '../../support/doctor.ts';
import { type KefuWorld, kefuWorld } from '../../support/kefu.ts';

type Seed = (ward: Ward, settled: () => Promise<void>) => Promise<unknown>;
type Around = (patient: Patient) => Patient;
type Answer = Partial<Awaited<ReturnType<Patient['push']>>>;

const noWait = async () => {};

/** The callback with other answers, as a wrong address or a gateway before it gives. */
const answering =
  (change: (answer: Awaited<ReturnType<Patient['push']>>) => Answer): Around =>
  (patient) => ({
    ...patient,
    push: async (request) => {
      const answer = await patient.push(request);
      return { ...answer, ...change(answer) };
    },
  });
const failing =
  (error: Error): Around =>
  (patient) => ({ ...patient, push: async () => Promise.reject(error) });

const change =
  (settings: object): Seed =>
  ({ simulator, account }) =>
    simulator.accounts.change({ account, settings });
const field =
  (changes: object): Seed =>
  ({ credentials }) =>
    credentials(changes);
const rule =
  (item: object): Seed =>
  ({ put }) =>
    put('rules', { match: 'exact', keywords: ['x'], reply: '好', ...item });
const freshToken: Seed = ({ ask }) => ask('admin-account', 'refresh', { force: true });
const tokenRefused =
  (settings: object): Seed =>
  async (ward) => {
    await change(settings)(ward, noWait);

    await freshToken(ward, noWait);
  };
const apiFault =
  (path: string, errcode: number): Seed =>
  ({ simulator, account }) =>
    simulator.faults.add({ target: `/cgi-bin/${path}`, kind: 'errcode', errcode, account });
const button = (name: string, key: string) => ({ type: 'click', name, key });

/** No message ever arrived. */
const withoutMessages: Around = (patient) => ({
  ...patient,
  items: async (table, index) => (table === 'conversations' && !index ? [] : patient.items(table, index)),
});
const verifiedAgo =
  (seconds: number): Seed =>
  ({ put, now }) =>
    put('accounts', { id: 'server-address', verifiedAt: now() - seconds });

/** Each fault with how it comes about, and what the doctor has to call it. */
const FAULTS: [string, Seed, Around?][] = [
  [
    'credentials.not-secret',
    ({ credentials, forgetCredentials }) => forgetCredentials().then(() => credentials({}, { type: 'String' })),
  ],
  ['credentials.not-json', ({ credentials }) => credentials({}, { text: '{' })],
  ['credentials.kind', field({ kind: 'fan-page' })],
  ['credentials.appId', field({ appId: 'gh_1' })],
  ['credentials.appSecret', field({ appSecret: '' })],
  ['credentials.originalId', field({ originalId: 'wx123' })],
  ['credentials.token', field({ token: 'a-b' })],
  ['credentials.encodingAesKey', field({ encodingAesKey: 'short' })],
  ['credentials.encryption', field({ encryption: 'none' })],
  ['credentials.mode-plain', field({ encryption: 'plain' })],
  ['credentials.mode-compat', field({ encryption: 'compat' })],
  ['credentials.rotating', field({ previousToken: 'oldtoken' })],
  ['credentials.wechatId', field({ wechatId: undefined })],
  ['accounts.same-appId', field({ appId: 'wxdemo0000000001' })],
  ['accounts.same-originalId', field({ originalId: 'gh_demo00000001' })],
  [
    'callback.unreachable',
    async () => {},
    failing(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })),
  ],
  ['callback.late', async () => {}, failing(new DOMException('late', 'TimeoutError'))],
  ['callback.401', async () => {}, answering(() => ({ status: 401 }))],
  ['callback.403', async () => {}, answering(() => ({ status: 403 }))],
  ['callback.404', async () => {}, answering(() => ({ status: 404 }))],
  ['callback.broken', async () => {}, answering(() => ({ status: 502 }))],
  ['callback.echo', async () => {}, answering(() => ({ body: '<html>' }))],
  ['callback.slow', async () => {}, answering(() => ({ milliseconds: 3500 }))],
  ['callback.forged', async () => {}, answering(() => ({ status: 200 }))],
  ['token.secret', tokenRefused({ secretState: 'wrong' })],
  ['token.frozen', tokenRefused({ secretState: 'frozen' })],
  ['token.whitelist', tokenRefused({ ipWhitelist: ['192.0.2.1'] })],
  ['token.appid', tokenRefused({ appId: 'wxanother' })],
  [
    'token.quota',
    async (ward) => [await apiFault('stable_token', 45009)(ward, noWait), await freshToken(ward, noWait)],
  ],
  [
    'token.refused',
    async (ward) => [await apiFault('stable_token', 50007)(ward, noWait), await freshToken(ward, noWait)],
  ],
  ['rights.kf', change({ kfEnabled: false })],
  ['rights.customSend', change({ rights: { customSend: false } })],
  ['rights.menu', change({ rights: { menu: false } })],
  ['rights.material', change({ rights: { material: false } })],
  ['rights.probe-menu', apiFault('menu/get', 43002)],
  [
    'connection.quota',
    change({ quotas: { '/cgi-bin/message/custom/send': 5 } }),
    (patient) => ({
      ...patient,
      connection: async () => ({ ...(await patient.connection()), customSend: { dailyLimit: 5, remain: 0 } }),
    }),
  ],
  [
    'connection.dns',
    async () => {},
    (patient) => ({ ...patient, connection: async () => ({ callback: { dns: [], ping: [] } }) }),
  ],
  [
    'connection.loss',
    async () => {},
    (patient) => ({
      ...patient,
      connection: async () => ({
        callback: { dns: [{ ip: '1.2.3.4' }], ping: [{ ip: '1.2.3.4', fromOperator: 'UNICOM', packageLoss: '50%' }] },
      }),
    }),
  ],
  [
    'connection.console-replies',
    ({ simulator, account }) =>
      simulator.accounts.setAutoReplies({
        account,
        autoReplies: { is_add_friend_reply_open: 1, add_friend_autoreply_info: { type: 'text', content: '欢迎' } },
      }),
  ],
  ['rules.error', rule({ id: 'bad', match: 'half' })],
  ['rules.settings', ({ put }) => put('rules', { id: '@settings', timeZone: 'Shanghai' })],
  [
    'rules.none',
    ({ ask }) =>
      ask('admin-rules', 'import', { rules: [{ id: '@settings', timeZone: 'Asia/Shanghai' }], replace: true }),
  ],
  ['rules.no-welcome', rule({ id: 'welcome' })],
  ['rules.mode-humans-only', ({ put }) => put('rules', { id: '@settings', mode: 'humans-only' })],
  ['rules.mode-notice', ({ put }) => put('rules', { id: '@settings', mode: 'notice', notice: '系统维护' })],
  [
    'rules.unpublished',
    async () => {},
    (patient) => ({
      ...patient,
      rules: async () => (await patient.rules()).map(({ status: _, ...one }) => one),
    }),
  ],
  ['rules.lint', rule({ id: 'short', match: 'contains', keywords: ['的'] })],
  [
    'versions.rolled-back',
    async (ward, settled) => {
      await rule({ id: 'newer' })(ward, settled);
      await settled();
      await ward.ask('admin-rules', 'rollback', { version: 1 });
    },
  ],
  ['menu.unanswered', ({ ask }) => ask('admin-menu', 'apply', { menu: { button: [button('活动', 'promo')] } })],
  ['seats.unbound', ({ ask }) => ask('admin-kf', 'add', { kfAccount: 'new', nickname: '小李' })],
  [
    'seats.rejected',
    async ({ ask, simulator, account }) => {
      await ask('admin-kf', 'add', { kfAccount: 'new', nickname: '小李', wechatId: 'wx_xiaoli' });
      await simulator.agents.answerInvitation({ account, agent: 'new', accept: false });
    },
  ],
  ['seats.invited', ({ ask }) => ask('admin-kf', 'add', { kfAccount: 'new', nickname: '小李', wechatId: 'wx_xiaoli' })],
  ['seats.none', ({ ask }) => ask('admin-kf', 'remove', { kfAccount: 'wang' })],
  ['seats.unknown', ({ put, account }) => put('rules', { id: '@settings', groups: { sales: [`nobody@${account}`] } })],
  ['clock.wrong', async () => {}, answering(() => ({ serverTime: 1 }))],
  ['pushes.not-submitted', async () => {}, withoutMessages],
  ['pushes.none', verifiedAgo(0), withoutMessages],
  ['pushes.not-enabled', verifiedAgo(7200), withoutMessages],
  ['pushes.third-party', verifiedAgo(7200), withoutMessages],
  [
    'pushes.elsewhere',
    async ({ simulator, account }) => {
      await simulator.users.create({ account, name: 'chen', following: true });
      await simulator.users.type({ account, user: 'chen', text: '人工' });
      await simulator.agents.online({ account, agent: 'wang' });
      await simulator.agents.accept({ account, agent: 'wang' });
      await simulator.agents.say({ account, agent: 'wang', user: 'chen', text: '您好' });
    },
    withoutMessages,
  ],
  ['waiting.long', ({ put }) => put('conversations', { openId: 'oWaits', waitingAt: 1000, state: 'x' })],
  ['outbox.stuck', ({ put }) => put('conversations', { openId: 'oStuck', outboxDueAt: 1000, state: 'x' })],
];

describe('kefu doctor', { timeout: 180_000 }, () => {
  let world: KefuWorld;
  let healthy: Ward[];
  const wards = new Map<string, Ward>();
  // Publishing waits a second for more edits: all accounts are set up together.
  beforeAll(async () => {
    world = await kefuWorld();
    const open = (kind?: 'mini-program') => openWard(world.local, world.folder, kind);
    healthy = [await open(), await open('mini-program')];
    await Promise.all(FAULTS.map(async ([code]) => wards.set(code, await open())));
    await world.local.settled();
  }, 240_000);
  afterAll(() => world.close());
  const wardOf = (code: string) => {
    const ward = wards.get(code);
    if (!ward) throw new Error(`no account for ${code}`);
    return ward;
  };

  it('finds nothing in healthy accounts', async () => {
    expect(await Promise.all(healthy.map((one) => one.codes()))).toEqual([[], ['seats.none']]);
  });

  it('knows at least forty faults', () => {
    expect(new Set(FAULTS.map(([code]) => code)).size).toBeGreaterThanOrEqual(40);
  });

  // At once: most of their time they wait until rules are published. Each has an account of its own.
  it.concurrent.each(FAULTS)('finds %s', async (code, seed, around) => {
    const ill = wardOf(code);
    await seed(ill, () => world.local.settled());
    if (/^(rules|versions|seats.unknown)/.test(code)) await world.local.settled();
    expect(await ill.codes(around)).toContain(code);
    await ill.forgetCredentials();
  });

  it('finds where messages of a mini program may go', async () => {
    const [, mini] = healthy;
    await mini?.put('accounts', { id: 'server-address', verifiedAt: mini.now() - 7200 });
    expect(await mini?.codes(withoutMessages)).toEqual(['seats.none', 'pushes.cloud-functions', 'pushes.third-party']);
  });

  it('tells the address that WeChat sees', async () => {
    const ill = wardOf('token.whitelist');
    await ill.credentials({});
    const findings = (await examine(createPatient(ill.target, ill.account))).flatMap((one) => one.findings);
    expect(findings.find(({ code }) => code === 'token.whitelist')?.cause.en).toMatch(/\d+\.\d+\.\d+\.\d+/);
  });

  it('finds an account without credentials, and nothing else about it', async () => {
    const [ill] = healthy;
    await ill?.forgetCredentials();
    expect(await ill?.codes()).toEqual(['credentials.missing']);
  });

  it('finds a deployment that is not there', async () => {
    const { code, err } = await world.kefu(['doctor', 'demo', '--prefix', 'nothing']);
    expect([code, err]).toEqual([1, expect.stringContaining('there is no function nothing-callback')]);
  });

  it('finds changes that were given up', async () => {
    const failures = join(world.folder, 'failures');
    mkdirSync(failures);
    writeFileSync(join(failures, 'kefu-deliver.jsonl'), '{}\n{}\n');
    expect((await world.kefu(['doctor', 'demo'])).err).toContain('2 batches of changes were given up');
    rmSync(failures, { recursive: true });
  });

  it('tells a newcomer that all is well, in both languages', async () => {
    expect(await world.kefu(['doctor', 'demo'])).toMatchObject({ code: 0, out: 'All is well.\n' });
    expect((await world.kefu(['doctor', 'mini', '--lang', 'zh'])).out).toBe('一切正常。\n');
    expect(await world.json('doctor', 'demo')).toMatchObject({ account: 'demo', healthy: true });
  });
});
