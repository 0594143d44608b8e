import { Command } from 'commander';
import { contextOf } from '../shared/context.ts';
import { invoke } from '../shared/invoke.ts';
import { rowsTable } from '../shared/show.ts';

const FIELDS = ['host', 'families', 'waiting', 'givenUp', 'failures', 'retryAt'];

/** `kefu webhooks`: how outside systems are told. */
export function webhooksCommand(): Command {
  const webhooks = new Command('webhooks').description('how outside systems are told · 外部系统通知');
  add(webhooks, 'list', 'webhooks', 'what waits for each endpoint, and what was given up · 列出');
  add(webhooks, 'redeliver', 'redeliver', 'try at once, also what was given up · 重新投递');
  return webhooks;
}

function add(webhooks: Command, name: string, action: string, description: string): void {
  webhooks
    .command(name, { isDefault: name === 'list' })
    .description(description)
    .argument('<account>')
    .action(async (account: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const answer = await invoke<{ endpoints: object[] }>(target, 'admin-messages', action, { account });
      const none = output.say({
        zh: '没有端点：参数 /kefu/accounts/<账号>/webhooks 不存在。',
        en: 'No endpoint: there is no parameter /kefu/accounts/<account>/webhooks.',
      });
      output.result(answer, rowsTable(answer.endpoints, FIELDS, none));
    });
}
