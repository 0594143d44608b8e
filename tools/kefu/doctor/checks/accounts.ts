import { type Check, type Finding, fault } from '../check.ts';
import type { ListedAccount } from '../patient.ts';

/** Accounts beside this one: none may be the same at WeChat. */
export const accounts: Check = {
  name: 'accounts',
  about: { zh: '账号不重复', en: 'no account is there twice' },
  run: async ({ account, accounts: list }) => {
    const all = await list();
    const own = all.find((one) => one.account === account);
    if (!own) return [];
    return all
      .filter((other) => other.account !== account)
      .flatMap((other) => [...same(own, other, 'appId'), ...same(own, other, 'originalId')]);
  },
};

function same(own: ListedAccount, other: ListedAccount, field: 'appId' | 'originalId'): Finding[] {
  if (own[field] === undefined || own[field] !== other[field]) return [];
  return [
    fault(
      `accounts.same-${field}`,
      [`账号 ${other.account} 的 ${field} 与它相同`, `the account ${other.account} has the same ${field}`],
      [
        '删除其中一个，两边各自取 access_token 会互相作废',
        'remove one of them: each would end the access token of the other',
      ],
    ),
  ];
}
