import { Command } from 'commander';
import { contextOf } from '../shared/context.ts';
import { invoke } from '../shared/invoke.ts';
import { rowsTable } from '../shared/show.ts';
import { moment } from '../shared/table.ts';

interface Window {
  left: number;
  closesAt: number | null;
  windows: { trigger: string; left: number; closesAt: number }[];
}

/** `kefu window`: how many messages a user may be sent, and until when. */
export const windowCommand = () =>
  new Command('window')
    .description('how many messages a user may be sent, and until when · 还能发几条')
    .argument('<account>')
    .argument('<openId>')
    .action(async (account: string, openId: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const answer = await invoke<Window>(target, 'admin-messages', 'window', { account, openId });
      const until = moment(answer.closesAt ?? undefined);
      const closed = {
        zh: '窗口已关闭；用户再发消息时打开。',
        en: 'The window is closed; it opens when the user writes again.',
      };
      const open = { zh: `还能发 ${answer.left} 条，到 ${until}`, en: `${answer.left} left, until ${until}` };
      const list = rowsTable(answer.windows, ['trigger', 'left', 'closesAt'], '');
      output.result(answer, answer.windows.length === 0 ? output.say(closed) : `${output.say(open)}\n${list}`);
    });
