import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { KfAccount } from '../../../functions/domain/kf-account.ts';
import { agree } from '../shared/asking.ts';
import { contextOf } from '../shared/context.ts';
import { invoke } from '../shared/invoke.ts';
import { linesOf, rowsTable } from '../shared/show.ts';
import { addPlan } from './kf/plan.ts';

/** `kefu kf`: the seats people answer from, who is online, who waits. */
export function kfCommand(): Command {
  const kf = new Command('kf').description('kf accounts: who answers, who is online, who waits · 客服账号');
  addLists(kf);
  addChanges(kf);
  addSessions(kf);
  addPlan(kf);
  return kf;
}

const ask = (command: Command, action: string, fields: object) =>
  invoke<Record<string, unknown>>(contextOf(command).target, 'admin-kf', action, fields);

/** Show a list of the answer as a table. */
async function showList(
  command: Command,
  action: string,
  input: object,
  list: string,
  fields: string[],
): Promise<void> {
  const { output } = contextOf(command);
  const answer = await ask(command, action, input);
  const rows = (answer[list] ?? []) as object[];
  output.result(answer, rowsTable(rows, fields, output.say({ zh: '没有。', en: 'None.' })));
}

async function showDone(command: Command, action: string, input: object): Promise<void> {
  const answer = await ask(command, action, input);
  contextOf(command).output.result(answer, linesOf(answer));
}

function addLists(kf: Command): void {
  kf.command('list')
    .description('all kf accounts with their binding · 列出客服账号')
    .argument('<account>')
    .action(async (account: string, _options: object, command: Command) => {
      const { output } = contextOf(command);
      const answer = await ask(command, 'list', { account });
      const rows = (answer.accounts as KfAccount[]).map(({ invitation, ...seat }) => ({
        ...seat,
        invitation: invitation && `${invitation.wechatId} ${invitation.status}`,
      }));
      const fields = ['kfAccount', 'nickname', 'wechatId', 'invitation'];
      output.result(
        answer,
        rowsTable(rows, fields, output.say({ zh: '没有客服账号。', en: 'There are no kf accounts.' })),
      );
    });
  kf.command('online')
    .description('who is online, and how many they serve · 在线客服')
    .argument('<account>')
    .action((account: string, _options: object, command: Command) =>
      showList(command, 'online', { account }, 'agents', ['kfAccount', 'status', 'sessions']),
    );
  kf.command('waiting')
    .description('users whom nobody serves yet · 排队用户')
    .argument('<account>')
    .action((account: string, _options: object, command: Command) =>
      showList(command, 'waiting', { account }, 'users', ['openId', 'latestAt']),
    );
}

function addChanges(kf: Command): void {
  kf.command('add')
    .description('add a kf account, and invite the agent · 添加客服')
    .argument('<account>')
    .argument('[kfAccount]', 'prefix, or prefix@微信号; not for mini programs')
    .argument('[nickname]', 'what users see')
    .option('--wechat-id <id>', "the agent's own 微信号")
    .action((account: string, kfAccount, nickname, options: { wechatId?: string }, command: Command) =>
      showDone(command, 'add', { account, kfAccount, nickname, ...options }),
    );
  kf.command('update')
    .description('change the nickname · 修改昵称')
    .argument('<account>')
    .argument('<kfAccount>')
    .argument('<nickname>')
    .action((account: string, kfAccount: string, nickname: string, _options: object, command: Command) =>
      showDone(command, 'update', { account, kfAccount, nickname }),
    );
  kf.command('remove')
    .description('remove a kf account · 删除客服')
    .argument('<account>')
    .argument('<kfAccount>', 'for a mini program the 微信号')
    .option('-y, --yes', 'do not ask')
    .action(async (account: string, kfAccount: string, options: { yes?: boolean }, command: Command) => {
      const question = {
        zh: `删除 ${kfAccount}？聊天记录会失去归属。`,
        en: `Remove ${kfAccount}? Its records lose their owner.`,
      };
      await agree(contextOf(command).output, question, options.yes);
      await showDone(command, 'remove', { account, kfAccount });
    });
  kf.command('invite')
    .description('invite a person to answer from a kf account · 邀请绑定')
    .argument('<account>')
    .argument('<kfAccount>')
    .argument('<wechatId>')
    .action((account: string, kfAccount: string, wechatId: string, _options: object, command: Command) =>
      showDone(command, 'invite', { account, kfAccount, wechatId }),
    );
  kf.command('avatar')
    .description('set the picture, a JPG · 设置头像')
    .argument('<account>')
    .argument('<kfAccount>')
    .argument('<file>')
    .action((account: string, kfAccount: string, file: string, _options: object, command: Command) =>
      showDone(command, 'avatar', { account, kfAccount, image: readFileSync(file).toString('base64') }),
    );
}

function addSessions(kf: Command): void {
  kf.command('sessions')
    .description('the users a kf account serves · 客服的会话')
    .argument('<account>')
    .argument('<kfAccount>')
    .action((account: string, kfAccount: string, _options: object, command: Command) =>
      showList(command, 'sessions', { account, kfAccount }, 'sessions', ['openId', 'kfAccount', 'createdAt']),
    );
  kf.command('session')
    .description('who serves a user · 用户的会话')
    .argument('<account>')
    .argument('<openId>')
    .action((account: string, openId: string, _options: object, command: Command) =>
      showDone(command, 'session', { account, openId }),
    );
  for (const [name, what] of [
    ['create-session', 'let a kf account that is online serve a user · 接入'],
    ['close-session', 'end the session of a user · 结束会话'],
  ] as const)
    kf.command(name)
      .description(what)
      .argument('<account>')
      .argument('<kfAccount>')
      .argument('<openId>')
      .action((account: string, kfAccount: string, openId: string, _options: object, command: Command) =>
        showDone(command, name, { account, kfAccount, openId }),
      );
  kf.command('records')
    .description('what agents and users wrote · 聊天记录')
    .argument('<account>')
    .argument('<from>', '2026-01-31 (in China) or 2026-01-31T09:00:00+08:00')
    .argument('[to]', 'a date is its whole day')
    .action((account: string, from: string, to: string | undefined, _options: object, command: Command) =>
      showList(command, 'records', { account, from, to: to ?? from }, 'records', [
        'at',
        'kfAccount',
        'direction',
        'openId',
        'text',
      ]),
    );
}
