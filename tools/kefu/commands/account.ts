import { Command } from 'commander';
import { agree } from '../shared/asking.ts';
import { contextOf } from '../shared/context.ts';
import { invoke } from '../shared/invoke.ts';
import { linesOf, rowsTable } from '../shared/show.ts';

interface Listed {
  accounts: { account: string; token?: { alive: boolean; secondsLeft?: number }; fault?: string }[];
}

interface Checked {
  healthy: boolean;
  findings: { what: string; ok: boolean; message?: string; hint?: string }[];
}

interface Rotated {
  rotating: boolean;
  paste?: { token: string; encodingAesKey: string };
  next: string;
}

/** `kefu account`: the accounts of the deployment and what WeChat lets them do. */
export function accountCommand(): Command {
  const account = new Command('account').description('the accounts of the deployment · 账号');
  account
    .command('list')
    .description('the accounts, with what is wrong with any · 列出账号')
    .action(async (_options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const answer = await invoke<Listed>(target, 'admin-account', 'list');
      const rows = answer.accounts.map(({ token, ...one }) => ({
        ...one,
        token: token?.alive ? `${token.secondsLeft} s` : '✗',
      }));
      const fields = ['account', 'ok', 'kind', 'appId', 'originalId', 'encryption', 'token', 'fault'];
      output.result(
        answer,
        rowsTable(rows, fields, output.say({ zh: '没有账号：kefu init', en: 'No account yet: kefu init' })),
      );
    });
  account
    .command('check')
    .description('whether WeChat takes the credentials, and what the account may do · 检查权限')
    .argument('<account>')
    .action(async (name: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const answer = await invoke<Checked>(target, 'admin-account', 'check', { account: name });
      output.result(answer, rowsTable(answer.findings, ['what', 'ok', 'message', 'hint'], ''));
      if (!answer.healthy) process.exitCode = 1;
    });
  return account;
}

/** `kefu token`: the health of the access token, never the token. */
export const tokenCommand = () =>
  new Command('token')
    .description('age and last error of the access token, never the token · access_token 状态')
    .argument('<account>')
    .option('--refresh', 'ask WeChat for it now')
    .option('--force', 'ask for another one: 30 s apart, 20 a day')
    .action(async (account: string, options: { refresh?: boolean; force?: boolean }, command: Command) => {
      const { output, target } = contextOf(command);
      const action = options.refresh || options.force ? 'refresh' : 'token';
      const answer = await invoke<{ token: object }>(target, 'admin-account', action, {
        account,
        ...(options.force && { force: true }),
      });
      output.result(answer, linesOf(answer.token));
    });

/** `kefu rotate`: new callback token and EncodingAESKey while messages come in. */
export const rotateCommand = () =>
  new Command('rotate')
    .description('new token and EncodingAESKey; the old ones are taken too until --finish · 更换密钥')
    .argument('<account>')
    .option('--finish', 'WeChat has the new ones: forget the old')
    .option('-y, --yes', 'do not ask')
    .action(async (account: string, options: { finish?: boolean; yes?: boolean }, command: Command) => {
      const { output, target } = contextOf(command);
      const question = options.finish
        ? {
            zh: '微信后台已保存新的 Token 和 EncodingAESKey 了吗？旧的将失效。',
            en: 'Has the WeChat console saved the new ones? The old ones end.',
          }
        : { zh: '生成新的 Token 和 EncodingAESKey？', en: 'Make a new token and EncodingAESKey?' };
      await agree(output, question, options.yes);
      const fields = { account, ...(options.finish && { finish: true }) };
      const answer = await invoke<Rotated>(target, 'admin-account', 'rotate', fields);
      const { paste, next } = answer;
      const secrets = paste ? [`Token           ${paste.token}`, `EncodingAESKey  ${paste.encodingAesKey}`] : [];
      output.result(answer, [...secrets, next].join('\n'));
    });
