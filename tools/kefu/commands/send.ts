import { Command } from 'commander';
import { contextOf } from '../shared/context.ts';
import { Failure } from '../shared/failure.ts';
import { invoke } from '../shared/invoke.ts';
import { linesOf } from '../shared/show.ts';

interface SendOptions {
  as?: string;
  useReserve?: boolean;
  json?: boolean;
}

/** `kefu send`: one message to one user. */
export const sendCommand = () =>
  new Command('send')
    .description('send a message to a user whose window is open · 发送客服消息')
    .argument('<account>')
    .argument('<openId>')
    .argument('<message>', 'a text; or a reply as in a rule, as JSON: {"kind":"image","media":"logo"}')
    .option('--as <kfAccount>', 'shown as this agent')
    .option('--use-reserve', 'also the last message that is kept for agents')
    .action(async (account: string, openId: string, text: string, options: SendOptions, command: Command) => {
      const { output, target } = contextOf(command);
      const fields = {
        account,
        openId,
        message: messageOf(text),
        ...(options.as !== undefined && { kfAccount: options.as }),
      };
      const reserve = options.useReserve ? { reserve: false } : {};
      const answer = await invoke(target, 'admin-messages', 'send', { ...fields, ...reserve });
      output.result(answer, linesOf(answer));
    });

function messageOf(text: string): unknown {
  if (!text.startsWith('{')) return text;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new Failure('usage', { zh: `消息不是 JSON：${why}`, en: `The message is no JSON: ${why}` }, { cause });
  }
}
