import { Command, InvalidArgumentError, Option } from 'commander';
import { examine } from '../doctor/examine.ts';
import { createPatient } from '../doctor/patient.ts';
import { type InitOptions, readAnswers } from '../init/answers.ts';
import { caution } from '../init/cautions.ts';
import { knownAnswers, storeCredentials } from '../init/credentials.ts';
import { type Paste, pasteOf, pasteText } from '../init/paste.ts';
import { fetchToken, fillRules, makeMenu, takeOver } from '../init/steps.ts';
import { untilVerified } from '../init/verified.ts';
import { isInteractive } from '../shared/asking.ts';
import { type Context, contextOf } from '../shared/context.ts';

/** `kefu init`: an account from nothing to the first answer, in the order in which nothing is lost. */
export const initCommand = () =>
  new Command('init')
    .description('set an account up: credentials, token, rules, what to paste, menu, checks · 接入一个账号')
    .argument('[account]', 'a name of your own: part of the callback address', 'main')
    .addOption(new Option('--kind <kind>', 'service, subscription or mini-program'))
    .option('--verified', 'the account is verified (已认证)')
    .option('--no-verified', 'it is not')
    .option('--app-id <id>')
    .option('--app-secret <secret>', 'better in the variable KEFU_APP_SECRET, which no history keeps')
    .option('--original-id <id>', 'gh_...')
    .option('--wechat-id <id>', 'the 微信号 of the official account')
    .option('--rules <file>', 'import these rules')
    .option('--menu <file>', 'make this the menu, else what the console had')
    .option('--no-from-wechat', 'leave the replies and the menu of the WeChat console')
    .option('--without-fixed-address', 'go on though WeChat refuses calls from this deployment')
    .option(
      '--wait <minutes>',
      'how long to wait for the verified address; else 30 where a person is, 0 otherwise',
      minutes,
    )
    .option('-y, --yes', 'do not ask')
    .action(async (account: string, options: InitOptions, command: Command) => {
      await init(contextOf(command), account, options);
    });

function minutes(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0)) throw new InvalidArgumentError('a number of minutes');
  return number;
}

const USUAL_WAIT_MINUTES = 30;

/** Every step may be repeated: what is done already is left as it is. */
async function init(context: Context, account: string, options: InitOptions): Promise<void> {
  const { output, target } = context;
  const { answers: known, isWrongAppId } = await knownAnswers(target, account);
  const answers = await readAnswers(output, { ...known, ...options }, process.env.KEFU_APP_SECRET);
  await caution(context, answers, options.withoutFixedAddress === true);
  const credentials = await storeCredentials(target, account, answers, isWrongAppId);
  output.note({ zh: '✓ 凭证已写入 SSM', en: '✓ The credentials are in SSM' });
  const steps = { ...context, output: { ...output, result: () => {} } };
  const callsWeChat = !options.withoutFixedAddress;
  if (callsWeChat) await fetchToken(context, account);
  if (callsWeChat && options.fromWechat !== false && answers.kind !== 'mini-program')
    await takeOver(steps, account, options);
  await fillRules(steps, account, answers, options);
  const paste = await pasteOf(target, account, credentials);
  output.note(pasteText(paste));
  const usual = isInteractive(output) && !options.yes ? USUAL_WAIT_MINUTES : 0;
  const verified = await untilVerified(context, account, options.wait ?? usual);
  if (verified) {
    output.note({ zh: '✓ 微信已验证服务器地址', en: '✓ WeChat has verified the server address' });
    await makeMenu(steps, account, answers, options);
  }
  await finish(context, account, paste, verified);
}

/** What the doctor says, and what comes next. */
async function finish({ output, target }: Context, account: string, paste: Paste, verified: boolean): Promise<void> {
  const findings = (await examine(createPatient(target, account))).flatMap((one) => one.findings);
  const faults = findings.filter(({ level }) => level === 'fault');
  const told = faults.map(({ code, cause }) => ({ code, cause: output.say(cause) }));
  const lines = told.map(({ cause }) => `✗ ${cause}`);
  const next = verified ? DONE : PASTE_FIRST;
  output.result({ account, ...paste, verified, faults: told }, [...lines, output.say(next(account))].join('\n'));
  if (faults.length > 0) process.exitCode = 1;
}

const DONE = (account: string) => ({
  zh: `完成。给账号发一条消息试试；体检：kefu doctor ${account}`,
  en: `Done. Write to the account; look after it by kefu doctor ${account}`,
});

const PASTE_FIRST = (account: string) => ({
  zh: `在微信后台提交并启用后，再次运行 kefu init ${account}：它会从这里继续（发布菜单、检查）。`,
  en: `Submit and enable it in the WeChat console, then run kefu init ${account} again: it goes on from here, with the menu and the checks.`,
});
