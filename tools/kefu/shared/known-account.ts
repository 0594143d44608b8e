import type { Context } from './context.ts';
import { invoke } from './invoke.ts';

/** Nothing was found: say so when there is no such account, since rules and numbers need no credentials and so cannot tell. */
export async function noteUnknown({ target, output }: Context, account: string): Promise<void> {
  const { accounts } = await invoke<{ accounts: { account: string }[] }>(target, 'admin-account', 'list');
  const names = accounts.map((one) => one.account);
  if (names.includes(account)) return;
  const there = names.join(', ') || '-';
  output.note({
    zh: `没有账号 ${account}；现有账号：${there}`,
    en: `There is no account ${account}; there are: ${there}`,
  });
}
