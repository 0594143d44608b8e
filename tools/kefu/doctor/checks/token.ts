import { invoke } from '../../shared/invoke.ts';
import type { Target } from '../../shared/target.ts';
import { type Check, type Finding, fault, warning } from '../check.ts';
import type { ListedAccount } from '../patient.ts';

/** A token is renewed five minutes before its end. */
const SOON_SECONDS = 240;

/** The access token: alive, and renewed without errors. */
export const token: Check = {
  name: 'token',
  about: { zh: 'access_token 有效', en: 'the access token is fresh' },
  run: async ({ target, account, rights }) => {
    // Probing the rights asks for a token where none is left, as every sender does.
    const before = target.local ? undefined : tokenIn(await listed(target), account);
    await rights();
    const own = tokenIn(await listed(target), account);
    if (!own) return [];
    return [...errorOf(own), ...ageOf(own), ...(before && !before.alive && own.alive ? [unscheduled()] : [])];
  },
};

const listed = async (target: Target) =>
  (await invoke<{ accounts: ListedAccount[] }>(target, 'admin-account', 'list')).accounts;

const tokenIn = (accounts: readonly ListedAccount[], account: string) =>
  accounts.find((one) => one.account === account)?.token;

const unscheduled = () =>
  warning(
    'token.unscheduled',
    ['access_token 已经失效，刚刚才取到新的', 'there was no live access token until this check asked for one'],
    ['看 kefu-refresh-token 是否每分钟运行', 'see whether kefu-refresh-token runs every minute'],
  );

type Token = NonNullable<ListedAccount['token']>;

/** What an errcode at the token means, as a name that stays. */
const CODES: Record<number, string> = {
  40001: 'token.secret',
  40125: 'token.secret',
  40013: 'token.appid',
  40164: 'token.whitelist',
  40243: 'token.frozen',
  45009: 'token.quota',
};

function errorOf({ lastError }: Token): Finding[] {
  if (!lastError) return [];
  const { errcode, message, hint = 'WeChat is asked again every minute' } = lastError;
  const code = errcode === undefined ? 'token.unreachable' : (CODES[errcode] ?? 'token.refused');
  return [fault(code, [`取 access_token 失败：${message}`, `no new access token: ${message}`], [hint, hint])];
}

function ageOf({ alive, secondsLeft = 0, lastError }: Token): Finding[] {
  const refresh: [string, string] = [
    '运行 kefu token --refresh；看 kefu-refresh-token 是否每分钟运行',
    'run kefu token --refresh; see whether kefu-refresh-token runs every minute',
  ];
  if (!alive)
    return [
      fault(
        'token.dead',
        ['没有有效的 access_token，客服消息和客服接口都用不了', 'there is no live access token: nothing can be sent'],
        refresh,
      ),
    ];
  if (lastError || secondsLeft >= SOON_SECONDS) return [];
  return [
    warning(
      'token.late',
      [
        `access_token 只剩 ${secondsLeft} 秒，还没有更新`,
        `the access token has ${secondsLeft} seconds left and is not renewed`,
      ],
      refresh,
    ),
  ];
}
