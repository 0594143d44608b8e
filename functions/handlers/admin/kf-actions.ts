import { WeChatApiError } from '../../errors.ts';
import type { AccountDirectory } from '../../ports/account-directory.ts';
import type { ChatRecordApi } from '../../ports/chat-record-api.ts';
import type { Clock } from '../../ports/clock.ts';
import type { KfApi } from '../../ports/kf-api.ts';
import type { SettingsEditor } from '../../ports/settings-editor.ts';
import { listChatRecords } from '../../usecases/list-chat-records.ts';
import { type Action, action } from '../admin.ts';
import { accountOf } from './account-of.ts';
import { RefusedError, refusal } from './answers.ts';
import {
  fullKfAccount,
  image,
  kfAccount,
  moment,
  needsOfficialAccount,
  nickname,
  openId,
  secondsOf,
  wechatId,
} from './kf-input.ts';
import { KF_PLAN_ACTIONS } from './kf-plan-actions.ts';

/** What the actions on kf accounts need. */
export interface KfDeps {
  /** Epoch milliseconds. */
  clock: Clock;
  kf: KfApi;
  records: ChatRecordApi;
  accounts: Pick<AccountDirectory, 'read'>;
  settings: SettingsEditor;
}

const NO_SESSION = 65413;
/** About what an answer of 6 MB holds. */
const RECORDS_MAX = 10_000;
/** WeChat is asked day by day; its own client keeps 30 days. */
const RECORD_DAYS_MAX = 31;

/** A kf account of an official account, in full. */
async function seatOf({ accounts }: KfDeps, account: string, given: string, what: string): Promise<string> {
  const credentials = await accountOf(accounts, account);
  needsOfficialAccount(credentials, what);
  return fullKfAccount(given, credentials);
}

const accountActions: Action<KfDeps>[] = [
  action({
    name: 'list',
    about: 'All kf accounts with their binding and invitation.',
    input: {},
    run: async ({ kf, accounts }: KfDeps, { account }) => {
      await accountOf(accounts, account);
      return { accounts: await kf.list(account) };
    },
  }),
  action({
    name: 'online',
    about: 'The kf accounts that are online now.',
    input: {},
    run: async ({ kf, accounts }: KfDeps, { account }) => {
      await accountOf(accounts, account);
      return { agents: await kf.online(account) };
    },
  }),
  action({
    name: 'add',
    about: 'Add a kf account; for a mini program, an agent by their WeChat.',
    input: { kfAccount: kfAccount.optional(), nickname: nickname.optional(), wechatId: wechatId.optional() },
    run: addSeat,
  }),
  action({
    name: 'update',
    about: 'Change the nickname of a kf account.',
    input: { kfAccount, nickname },
    run: async (deps: KfDeps, { account, ...input }) => {
      const seat = await seatOf(deps, account, input.kfAccount, 'kf accounts to rename');
      await deps.kf.update(account, seat, input.nickname);
      return { kfAccount: seat, nickname: input.nickname };
    },
  }),
  action({
    name: 'remove',
    about: 'Remove a kf account; for a mini program, an agent by their WeChat.',
    input: { kfAccount: kfAccount.optional(), wechatId: wechatId.optional() },
    run: removeSeat,
  }),
  action({
    name: 'invite',
    about: 'Invite a person to answer from a kf account; they accept in WeChat.',
    input: { kfAccount, wechatId },
    run: async (deps: KfDeps, { account, ...input }) => {
      const seat = await seatOf(deps, account, input.kfAccount, 'kf accounts to invite to; add the agent by wechatId');
      await deps.kf.invite(account, seat, input.wechatId);
      return { kfAccount: seat, wechatId: input.wechatId };
    },
  }),
  action({
    name: 'avatar',
    about: 'Set the picture of a kf account.',
    input: { kfAccount, image },
    run: async (deps: KfDeps, { account, ...input }) => {
      const seat = await seatOf(deps, account, input.kfAccount, 'kf accounts with pictures');
      const bytes = Buffer.from(input.image, 'base64');
      await deps.kf.avatar(account, seat, bytes);
      return { kfAccount: seat, bytes: bytes.length };
    },
  }),
];

async function addSeat(
  { kf, accounts }: KfDeps,
  input: {
    account: string;
    kfAccount?: string | undefined;
    nickname?: string | undefined;
    wechatId?: string | undefined;
  },
) {
  const credentials = await accountOf(accounts, input.account);
  if (credentials.kind === 'mini-program') {
    const whom = required(input, ['wechatId'], 'a mini program takes an agent by wechatId').wechatId;
    await kf.addByWechatId(input.account, whom);
    return { wechatId: whom };
  }
  const wanted = required(input, ['kfAccount', 'nickname'], 'an official account takes kfAccount and nickname');
  const seat = fullKfAccount(wanted.kfAccount, credentials);
  await kf.add(input.account, seat, wanted.nickname);
  if (input.wechatId !== undefined) await kf.invite(input.account, seat, input.wechatId);
  const hint = input.wechatId === undefined ? 'invite the agent next' : 'the agent accepts the invitation in WeChat';
  return { kfAccount: seat, nickname: wanted.nickname, next: hint };
}

async function removeSeat(
  { kf, accounts }: KfDeps,
  input: { account: string; kfAccount?: string | undefined; wechatId?: string | undefined },
) {
  const credentials = await accountOf(accounts, input.account);
  if (credentials.kind !== 'mini-program') {
    const wanted = required(input, ['kfAccount'], 'an official account takes kfAccount');
    const seat = fullKfAccount(wanted.kfAccount, credentials);
    await kf.remove(input.account, { kfAccount: seat });
    return { kfAccount: seat };
  }
  const whom = input.wechatId ?? required(input, ['kfAccount'], 'a mini program takes an agent by wechatId').kfAccount;
  const found = (await kf.list(input.account)).find((one) => one.wechatId === whom || one.kfAccount === whom);
  if (!found) throw refusal('unknown-agent', `${whom} is no agent of this mini program`, 'list names those there are');
  await kf.remove(
    input.account,
    found.kfOpenId === undefined ? { kfAccount: found.kfAccount } : { kfOpenId: found.kfOpenId },
  );
  return { wechatId: whom };
}

/** The fields that this kind of account needs, all missing ones at once. @throws RefusedError */
function required<Name extends string>(
  input: { [key in Name]?: string | undefined },
  names: readonly Name[],
  hint: string,
): Record<Name, string> {
  const faults = names
    .filter((name) => input[name] === undefined)
    .map((field) => ({ field, message: 'is missing; give a text' }));
  if (faults.length === 0) return input as Record<Name, string>;
  throw new RefusedError(
    'bad-input',
    faults.map(({ field, message }) => `${field} ${message}`).join('; '),
    hint,
    faults,
  );
}

const sessionActions: Action<KfDeps>[] = [
  action({
    name: 'waiting',
    about: 'Users in the queue whom nobody serves yet; at most 100 of them, oldest first.',
    input: {},
    run: async (deps: KfDeps, { account }) => {
      needsOfficialAccount(await accountOf(deps.accounts, account), 'queue that can be asked for');
      return await deps.kf.waiting(account);
    },
  }),
  action({
    name: 'create-session',
    about: 'Let a kf account that is online serve a user.',
    input: { kfAccount, openId },
    run: async (deps: KfDeps, { account, ...input }) => {
      const seat = await seatOf(deps, account, input.kfAccount, 'sessions that can be made');
      await deps.kf.createSession(account, seat, input.openId);
      return { kfAccount: seat, openId: input.openId };
    },
  }),
  action({
    name: 'close-session',
    about: 'End the session of a user; done as well when there is none.',
    input: { kfAccount, openId },
    run: async (deps: KfDeps, { account, ...input }) => {
      const seat = await seatOf(deps, account, input.kfAccount, 'sessions that can be closed');
      return {
        kfAccount: seat,
        openId: input.openId,
        closed: await closeSession(deps.kf, account, seat, input.openId),
      };
    },
  }),
  action({
    name: 'session',
    about: 'Who serves a user.',
    input: { openId },
    run: async ({ kf, accounts }: KfDeps, { account, ...input }) => {
      needsOfficialAccount(await accountOf(accounts, account), 'sessions that can be asked for');
      return { session: (await kf.session(account, input.openId)) ?? null };
    },
  }),
  action({
    name: 'sessions',
    about: 'The users a kf account serves.',
    input: { kfAccount },
    run: async (deps: KfDeps, { account, ...input }) => {
      const seat = await seatOf(deps, account, input.kfAccount, 'sessions that can be asked for');
      return { sessions: await deps.kf.sessions(account, seat) };
    },
  }),
  action({
    name: 'records',
    about:
      'What agents and users wrote; a date is its whole day in China. At most 10,000, then `next` is where to go on.',
    input: { from: moment, to: moment },
    run: listRecords,
  }),
];

async function closeSession(kf: KfApi, account: string, seat: string, user: string): Promise<boolean> {
  try {
    await kf.closeSession(account, seat, user);
    return true;
  } catch (error) {
    if (error instanceof WeChatApiError && error.errcode === NO_SESSION) return false;
    throw error;
  }
}

async function listRecords(deps: KfDeps, input: { account: string; from: number | string; to: number | string }) {
  needsOfficialAccount(await accountOf(deps.accounts, input.account), 'chat records');
  const from = secondsOf(input.from, 'first');
  const to = Math.min(secondsOf(input.to, 'last'), Math.floor(deps.clock() / 1000));
  if (to < from) throw refusal('bad-input', 'to is before from, or from is in the future', 'give an earlier from');
  if (to - from > RECORD_DAYS_MAX * 86_400) {
    throw refusal('bad-input', `from and to are over ${RECORD_DAYS_MAX} days apart`, 'ask for a month at a time');
  }
  const records = [];
  for await (const record of listChatRecords(deps.records, input.account, from, to)) {
    if (records.length === RECORDS_MAX) return { records, next: record.at };
    records.push(record);
  }
  return { records };
}

/** Every action on kf accounts. */
export const KF_ACTIONS: readonly Action<KfDeps>[] = [...accountActions, ...sessionActions, ...KF_PLAN_ACTIONS];
