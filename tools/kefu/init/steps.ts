import { existsSync } from 'node:fs';
import { applyMenuFile, importMenu } from '../commands/menu.ts';
import { importFile, importFromWeChat } from '../commands/rules/import.ts';
import { createPatient } from '../doctor/patient.ts';
import { storedRules } from '../rules/remote.ts';
import { readRulesFile } from '../rules/rules-file.ts';
import { working } from '../shared/asking.ts';
import type { Context } from '../shared/context.ts';
import { Failure } from '../shared/failure.ts';
import { invoke } from '../shared/invoke.ts';
import type { Answers, InitOptions } from './answers.ts';
import { starterRules } from './starter-rules.ts';

/** The menu of the console, as set-up keeps it. */
export const menuFileOf = (account: string): string => `${account}-console-menu.yaml`;
const rulesFileOf = (account: string): string => `${account}-console-rules.yaml`;

/** The first call of WeChat: whatever is wrong with AppID, AppSecret or the IP whitelist shows here. */
export async function fetchToken({ output, target }: Context, account: string): Promise<void> {
  const words = { zh: '向微信取 access_token', en: 'Asking WeChat for the access token' };
  await working(output, words, () => invoke(target, 'admin-account', 'refresh', { account }));
  output.note({ zh: '✓ access_token 正常', en: '✓ WeChat gave an access token' });
}

/**
 * Before the server address is on: switching it on turns the replies and the menu of the console off. What an earlier run took
 * over is not read again: by now the console may have nothing left.
 */
export async function takeOver(context: Context, account: string, options: InitOptions): Promise<void> {
  const yes = options.yes ? { yes: true } : {};
  const [rules, menu] = [rulesFileOf(account), menuFileOf(account)];
  try {
    if (existsSync(rules)) alreadyKept(context, rules);
    else await importFromWeChat(context, account, { ...yes, output: rules });
    if (existsSync(menu)) alreadyKept(context, menu);
    else await importMenu(context, account, { ...yes, output: menu });
  } catch (error) {
    if (!(error instanceof Failure) || error.exit !== 'refused') throw error;
    context.output.note({
      zh: `! 后台的规则和菜单没有接管：${error.words.zh}`,
      en: `! The console's rules and menu were not taken over: ${error.words.en}`,
    });
  }
}

const alreadyKept = ({ output }: Context, file: string): void =>
  output.note({
    zh: `✓ 已接管过：${file}（要重新读取请先删除它）`,
    en: `✓ Taken over before: ${file} (remove it to read the console again)`,
  });

/** The rules of a file; or a few to begin with, where there are none at all. */
export async function fillRules(
  context: Context,
  account: string,
  answers: Answers,
  options: InitOptions,
): Promise<void> {
  if (options.rules !== undefined) {
    await importFile(context, account, readRulesFile(options.rules), options.yes ? { yes: true } : {});
    return;
  }
  const stored = await storedRules(context.target, account, 'export');
  if (stored.some(({ id }) => id !== '@settings')) return;
  const { added } = await importFile(context, account, starterRules(answers), { yes: true });
  context.output.note({
    zh: `✓ 写入了 ${added.length} 条起步规则：${added.join('、')}`,
    en: `✓ Wrote ${added.length} rules to begin with: ${added.join(', ')}`,
  });
}

/** The menu, once the server address is on: then the console's own is gone. Only accounts that may have one by API. */
export async function makeMenu(
  context: Context,
  account: string,
  answers: Answers,
  options: InitOptions,
): Promise<void> {
  const file = options.menu ?? menuFileOf(account);
  if (answers.kind === 'mini-program' || options.withoutFixedAddress || !existsSync(file)) return;
  const { findings } = await createPatient(context.target, account).rights();
  const refused = findings.find(({ what, ok }) => what === 'menu' && !ok);
  if (!answers.verified || refused) {
    context.output.note({
      zh: `! 这个账号不能用接口创建菜单（需要认证），菜单留在 ${file}`,
      en: `! This account may have no menu by API (it has to be verified); the menu stays in ${file}`,
    });
    return;
  }
  await applyMenuFile(context, account, file, options.yes ? { yes: true } : {});
  context.output.note({ zh: '✓ 菜单已发布', en: '✓ The menu is made' });
}
