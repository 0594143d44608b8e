import { Command, Option } from 'commander';
import type { Credentials } from '../../../functions/domain/account.ts';
import { examine } from '../doctor/examine.ts';
import { createPatient } from '../doctor/patient.ts';
import { type InitOptions, readAnswers } from '../init/answers.ts';
import { caution } from '../init/cautions.ts';
import { storeCredentials } from '../init/credentials.ts';
import { readRulesFile } from '../rules/rules-file.ts';
import { agree, isInteractive, working } from '../shared/asking.ts';
import { type Context, contextOf } from '../shared/context.ts';
import { Failure } from '../shared/failure.ts';
import { invoke } from '../shared/invoke.ts';
import { callbackOf } from '../shared/outputs.ts';
import { importMenu } from './menu.ts';
import { importFile, importFromWeChat } from './rules/import.ts';

/** `kefu init`: an account from nothing to the first answer, in the order in which nothing is lost. */
export const initCommand = () =>
  new Command('init')
    .description('set an account up: credentials, token, rules, menu, what to paste · 接入一个账号')
    .argument('[account]', 'a name of your own: part of the callback address', 'main')
    .addOption(new Option('--kind <kind>', 'service, subscription or mini-program'))
    .option('--verified', 'the account is verified (已认证)')
    .option('--no-verified', 'it is not')
    .option('--app-id <id>')
    .option('--app-secret <secret>', 'better in the variable KEFU_APP_SECRET, which no history keeps')
    .option('--original-id <id>', 'gh_...')
    .option('--wechat-id <id>', 'the 微信号 of the official account')
    .option('--rules <file>', 'import these rules')
    .option('--no-from-wechat', 'leave the replies and the menu of the WeChat console')
    .option('--without-fixed-address', 'go on though WeChat refuses calls from this deployment')
    .option('-y, --yes', 'do not ask')
    .action(async (account: string, options: InitOptions, command: Command) => {
      await init(contextOf(command), account, options);
    });

async function init(context: Context, account: string, options: InitOptions): Promise<void> {
  const { output, target } = context;
  const answers = await readAnswers(output, options, process.env.KEFU_APP_SECRET);
  await caution(context, answers, options.withoutFixedAddress === true);
  const credentials = await storeCredentials(target, account, answers);
  output.note({ zh: '✓ 凭证已写入 SSM', en: '✓ The credentials are in SSM' });
  const steps = { ...context, output: { ...output, result: () => {} } };
  if (!options.withoutFixedAddress) await fetchToken(context, account);
  if (options.fromWechat !== false && answers.kind !== 'mini-program' && !options.withoutFixedAddress)
    await takeOver(steps, account, options);
  if (options.rules !== undefined)
    await importFile(steps, account, readRulesFile(options.rules), options.yes ? { yes: true } : {});
  const paste = await pasteOf(context, account, credentials);
  output.note({ zh: pasteText(paste, 'zh'), en: pasteText(paste, 'en') });
  if (isInteractive(output) && !options.yes) {
    await agree(
      output,
      { zh: '微信后台已提交并启用？', en: 'Submitted and enabled in the WeChat console?' },
      undefined,
    );
  }
  const findings = (await examine(createPatient(target, account))).flatMap((one) => one.findings);
  const faults = findings.filter(({ level }) => level === 'fault');
  const told = faults.map(({ code, cause }) => ({ code, cause: output.say(cause) }));
  const next = {
    zh: `完成。给账号发一条消息试试；体检：kefu doctor ${account}`,
    en: `Done. Write to the account; look after it by kefu doctor ${account}`,
  };
  const lines = told.map(({ cause }) => `✗ ${cause}`);
  output.result({ account, ...paste, faults: told }, [...lines, output.say(next)].join('\n'));
  if (faults.length > 0) process.exitCode = 1;
}

async function fetchToken({ output, target }: Context, account: string): Promise<void> {
  const words = { zh: '向微信取 access_token', en: 'Asking WeChat for the access token' };
  await working(output, words, () => invoke(target, 'admin-account', 'refresh', { account }));
  output.note({ zh: '✓ access_token 正常', en: '✓ WeChat gave an access token' });
}

/** Before the server address is on: switching it on turns the replies and the menu of the console off. */
async function takeOver(context: Context, account: string, options: InitOptions): Promise<void> {
  const yes = options.yes ? { yes: true } : {};
  try {
    await importFromWeChat(context, account, { ...yes, output: `${account}-console-rules.yaml` });
    await importMenu(context, account, { ...yes, output: `${account}-console-menu.yaml` });
  } catch (error) {
    if (!(error instanceof Failure) || error.exit !== 'refused') throw error;
    context.output.note({
      zh: `! 后台的规则和菜单没有接管：${error.words.zh}`,
      en: `! The console's rules and menu were not taken over: ${error.words.en}`,
    });
  }
}

interface Paste {
  url: string;
  token: string;
  encodingAesKey: string;
  encryption: string;
  format: 'XML' | 'JSON';
}

async function pasteOf(
  { target }: Context,
  account: string,
  { kind, token, encodingAesKey }: Credentials,
): Promise<Paste> {
  const callback = (await callbackOf(target)) ?? 'https://<api>/callback';
  const format = kind === 'mini-program' ? 'JSON' : 'XML';
  return { url: `${callback}/${account}`, token, encodingAesKey, encryption: '安全模式', format };
}

function pasteText({ url, token, encodingAesKey, encryption, format }: Paste, language: 'zh' | 'en'): string {
  const head =
    language === 'zh'
      ? '在微信后台“设置与开发 - 基本配置 - 服务器配置”（小程序：开发管理 - 消息推送）填写，提交并启用：'
      : 'Paste this in the WeChat console under 设置与开发 - 基本配置 - 服务器配置 (mini program: 开发管理 - 消息推送), submit, and press 启用:';
  const rows = [
    ['服务器地址 URL', url],
    ['令牌 Token', token],
    ['EncodingAESKey', encodingAesKey],
    ['消息加解密方式', encryption],
    ['数据格式', format],
  ];
  return [head, ...rows.map(([name, value]) => `  ${name}  ${value}`)].join('\n');
}
