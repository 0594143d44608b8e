/** Limits of today's kf accounts. @see 添加客服账号 in the documentation of official accounts */
export const KF_ACCOUNTS_MAX = 100;
const PREFIX_MAX = 10;
const WECHAT_ID_MAX = 30;
const NICKNAME_MAX = 16;

/** What is wrong with a kf account's name, with the mend; undefined when nothing is. A bare prefix will do. */
export function kfAccountFault(name: string): string | undefined {
  const [prefix = '', ...rest] = name.split('@');
  if (rest.length > 1) return 'has more than one @; it is prefix@微信号';
  if (prefix === '') return 'has no prefix; it is prefix@微信号';
  if (!/^[A-Za-z0-9_]+$/.test(prefix))
    return 'has a prefix with other characters than letters, digits and _; rename it';
  if (prefix.length > PREFIX_MAX) return `has a prefix of ${prefix.length} characters; WeChat allows ${PREFIX_MAX}`;
  return suffixFault(rest[0]);
}

function suffixFault(suffix: string | undefined): string | undefined {
  if (suffix === undefined) return undefined;
  if (suffix === '') return "has nothing after the @; give the account's 微信号, or leave out the @";
  return suffix.length > WECHAT_ID_MAX ? `has a 微信号 of ${suffix.length} characters; WeChat allows 30` : undefined;
}

/** What is wrong with a nickname, with the mend. */
export function nicknameFault(nickname: string): string | undefined {
  const length = [...nickname].length;
  if (nickname.trim() === '') return 'is empty; users see it, give a name';
  return length > NICKNAME_MAX ? `has ${length} characters; WeChat allows ${NICKNAME_MAX}` : undefined;
}

/** `prefix@微信号`; undefined when the prefix stands alone and the account's 微信号 is not known. */
export function completeKfAccount(name: string, wechatId: string | undefined): string | undefined {
  if (name.includes('@')) return name;
  return wechatId === undefined ? undefined : `${name}@${wechatId}`;
}
