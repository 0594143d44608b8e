/** Accounts: what a kind may do, the seeded three, and how one begins. */
import type { AccountKind, AccountSettings, AccountState, Right, Trigger, WindowFigure } from './types.ts';

/** Least that has to be said about an account; everything else has a usual value. */
export type AccountOptions = Partial<AccountSettings> & Pick<AccountSettings, 'name' | 'kind'>;

/** Customer-service messages an act allows today. @see 客服消息 > 下发条数限制 of official accounts; 客服消息使用指南 of mini programs */
const OFFICIAL_WINDOWS: Partial<Record<Trigger, WindowFigure>> = {
  message: { messages: 5, seconds: 48 * 3600 },
  'menu-click': { messages: 3, seconds: 60 },
  follow: { messages: 3, seconds: 60 },
  scan: { messages: 3, seconds: 60 },
};
const MINI_PROGRAM_WINDOWS: Partial<Record<Trigger, WindowFigure>> = {
  message: { messages: 5, seconds: 48 * 3600 },
  'enter-mini-program': { messages: 2, seconds: 60 },
};

/** The three accounts that `npm start` seeds. */
export const SEEDED_ACCOUNTS: AccountOptions[] = [
  { name: 'demo', kind: 'service', title: '演示服务号', ...demoSecrets(1), encryption: 'safe' },
  { name: 'plain', kind: 'service', title: '演示服务号（明文）', ...demoSecrets(2), encryption: 'plain' },
  { name: 'mini', kind: 'mini-program', title: '演示小程序', ...demoSecrets(3), encryption: 'safe', format: 'json' },
];

function demoSecrets(number: number) {
  return {
    appId: `wxdemo000000000${number}`,
    appSecret: `demosecret${number}`.padEnd(32, '0'),
    originalId: `gh_demo0000000${number}`,
    wechatId: `demo${number === 1 ? '' : number}`,
    token: 'demotoken',
    encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  };
}

/** An account as it is before anybody did anything. */
export function createAccount(options: AccountOptions): AccountState {
  return {
    settings: { ...usualSettings(options), ...options },
    users: {},
    kfAccounts: [],
    waiting: [],
    sessions: [],
    records: [],
    tags: [{ id: 2, name: '星标组' }],
    media: [],
    templates: ['demo-template'],
    tokens: [],
    forced: { day: '', count: 0, lastAt: 0 },
    counters: {},
    clears: { month: '', count: 0 },
    massJobs: [],
  };
}

function usualSettings({ name, kind }: AccountOptions): AccountSettings {
  return {
    name,
    title: name,
    kind,
    verified: true,
    appId: `wx${name}`.padEnd(18, '0'),
    appSecret: `secret-of-${name}`,
    secretState: 'right',
    originalId: `gh_${name}`,
    wechatId: name,
    token: `token${name}`.replace(/[^A-Za-z0-9]/g, ''),
    encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    encryption: 'safe',
    format: 'xml',
    push: true,
    ipWhitelist: null,
    kfEnabled: true,
    rights: {},
    quotas: {},
    windows: isMiniProgram(kind) ? MINI_PROGRAM_WINDOWS : OFFICIAL_WINDOWS,
    speechRecognition: true,
    release: { minutes: 30, restarts: false, pushesClose: false },
    linkedMiniPrograms: ['wxdemo0000000003'],
    overboundWechatIds: [],
  };
}

export const isMiniProgram = (kind: AccountKind): boolean => kind === 'mini-program';

/** Rights by kind, for verified accounts; an unverified official account has none of them. */
const RIGHTS: Record<AccountKind, Right[]> = {
  subscription: ['kf', 'customSend', 'menu', 'material', 'users', 'massSend'],
  service: ['kf', 'customSend', 'menu', 'material', 'users', 'massSend', 'template'],
  'mini-program': ['kf', 'customSend', 'material', 'template'],
};

/** Whether the account may use a group of APIs. A mini program needs no verification for customer service. */
export function hasRight({ settings }: AccountState, right: Right): boolean {
  const granted = RIGHTS[settings.kind].includes(right) && (settings.verified || isMiniProgram(settings.kind));
  return settings.rights[right] ?? granted;
}
