/** A simulator with a callback in the process, at a clock that stands still. */
import {
  type AccountOptions,
  type CallbackRequest,
  type CallbackResponse,
  createClock,
  createSimulator,
  type Simulator,
} from '../../../tools/simulator/index.ts';

export const STARTED_AT = 1_800_000_000;

/** A service account whose pushes are plain, so that tests can read and write them by hand. */
export const PLAIN: AccountOptions = { name: 'shop', kind: 'service', encryption: 'plain', wechatId: 'shop' };
export const MINI: AccountOptions = { name: 'app', kind: 'mini-program', encryption: 'plain', format: 'json' };

export interface Scene {
  simulator: Simulator;
  /** Requests the callback got, in order. */
  requests: CallbackRequest[];
  /** What the callback answers from now on. */
  answer: (next: Answerer) => void;
  /** Lines on a user's phone, as `from: text or kind`. */
  phone: (user?: string, account?: string) => string[];
  /** An API call with a fresh token. */
  call: (path: string, body?: unknown, query?: Record<string, string>) => Promise<Record<string, unknown>>;
}

type Answerer = (request: CallbackRequest) => Partial<CallbackResponse> | string;

export function aScene(account: AccountOptions = PLAIN): Scene {
  const requests: CallbackRequest[] = [];
  let answer: Answerer = () => 'success';
  const simulator = createSimulator({
    accounts: [account],
    clock: createClock({ startAt: STARTED_AT, frozen: true }),
    callback: async (request) => {
      requests.push(request);
      const given = answer(request);
      return { status: 200, body: '', ...(typeof given === 'string' ? { body: given } : given) };
    },
  });
  return {
    simulator,
    requests,
    answer: (next) => {
      answer = next;
    },
    phone: (user = 'li', of = account.name) => phoneOf(simulator, of, user),
    call: (path, body, query = {}) => call(simulator, account.name, path, body, query),
  };
}

/** The shop with a follower called li. */
export async function aFollowedShop(account: AccountOptions = PLAIN): Promise<Scene> {
  const scene = aScene(account);
  await scene.simulator.users.create({ account: account.name, name: 'li' });
  return scene;
}

function phoneOf({ state }: Simulator, account: string, user: string): string[] {
  const users = Object.values(state.accounts[account]?.users ?? {});
  const chat = users.find(({ name }) => name === user)?.chat ?? [];
  return chat.map(({ from, content }) => `${from}: ${'text' in content ? content.text : content.kind}`);
}

/** The access token of an account, fetched as a client would. */
export async function tokenOf({ fetch, state }: Simulator, account: string): Promise<string> {
  const { appId: appid, appSecret: secret } = state.accounts[account]?.settings ?? { appId: '', appSecret: '' };
  const body = JSON.stringify({ grant_type: 'client_credential', appid, secret });
  const response = await fetch('https://api.weixin.qq.com/cgi-bin/stable_token', { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function call(simulator: Simulator, account: string, path: string, body: unknown, query: object) {
  const search = new URLSearchParams({ access_token: await tokenOf(simulator, account), ...query });
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await simulator.fetch(`https://api.weixin.qq.com${path}?${search}`, init);
  return (await response.json()) as Record<string, unknown>;
}

/** A passive text as a careful callback writes it. */
export const passiveText = (to: string, from: string, content: string): string =>
  `<xml>${header(to, from)}<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content></xml>`;

export const passiveTransfer = (to: string, from: string, kfAccount?: string): string =>
  `<xml>${header(to, from)}<MsgType><![CDATA[transfer_customer_service]]></MsgType>${
    kfAccount ? `<TransInfo><KfAccount><![CDATA[${kfAccount}]]></KfAccount></TransInfo>` : ''
  }</xml>`;

const header = (to: string, from: string) =>
  `<ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>${STARTED_AT}</CreateTime>`;

/** Who a push came from and went to, read from its plain body. */
export function sidesOf({ body }: Pick<CallbackRequest, 'body'> = { body: '' }): { user: string; account: string } {
  const [, account = ''] = /ToUserName>(?:<!\[CDATA\[)?([^\]<]+)/.exec(body) ?? [];
  const [, user = ''] = /FromUserName>(?:<!\[CDATA\[)?([^\]<]+)/.exec(body) ?? [];
  return { user, account };
}
