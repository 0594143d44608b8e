import { Command } from 'commander';
import { contextOf } from '../shared/context.ts';
import { invoke } from '../shared/invoke.ts';
import { linesOf, rowsTable } from '../shared/show.ts';

interface Outbox {
  waiting: object[];
  failed: object[];
}

/** `kefu outbox`: what waits to be sent, and what was not sent. */
export function outboxCommand(): Command {
  const outbox = new Command('outbox').description('what waits to be sent, and what failed · 发件箱');
  outbox
    .command('list', { isDefault: true })
    .description('what waits, and what failed in the last two weeks · 列出')
    .argument('<account>')
    .action(async (account: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const answer = await invoke<Outbox>(target, 'admin-messages', 'outbox', { account });
      const none = output.say({ zh: '没有。', en: 'None.' });
      const waiting = rowsTable(answer.waiting, ['id', 'openId', 'kind', 'state', 'attempts', 'expiresAt'], none);
      const failed = rowsTable(answer.failed, ['id', 'openId', 'kind', 'state', 'reason', 'settledAt'], none);
      const heads = [output.say({ zh: '等待发送', en: 'Waiting' }), output.say({ zh: '未发出', en: 'Failed' })];
      output.result(answer, [heads[0], waiting, heads[1], failed].join('\n'));
    });
  outbox
    .command('redrive')
    .description('send again what failed, if the window is open · 重发')
    .argument('<account>')
    .argument('<id>')
    .option('--force', 'also what the user may have already')
    .action((account: string, id: string, options: { force?: boolean }, command: Command) =>
      done(command, 'redrive', { account, id, ...(options.force && { force: true }) }),
    );
  outbox
    .command('drop')
    .description('forget what failed · 丢弃')
    .argument('<account>')
    .argument('<id>')
    .action((account: string, id: string, _options: object, command: Command) =>
      done(command, 'drop', { account, id }),
    );
  return outbox;
}

async function done(command: Command, action: string, fields: object): Promise<void> {
  const { output, target } = contextOf(command);
  const answer = await invoke(target, 'admin-messages', action, fields);
  output.result(answer, linesOf(answer));
}
