import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Command, InvalidArgumentError } from 'commander';
import { openPage } from '../console/page.ts';
import { createConsoleServer, statusOf } from '../console/server.ts';
import { awsFailure } from '../shared/aws-failure.ts';
import { type Context, contextOf } from '../shared/context.ts';
import { Failure } from '../shared/failure.ts';
import { invoke } from '../shared/invoke.ts';

interface ConsoleOptions {
  port: number;
  write?: boolean;
}

/** `kefu console`: the page of npm start over a deployment. */
export const consoleCommand = () =>
  new Command('console')
    .description('the page in a browser, over the deployment; only looks unless --write · 网页控制台')
    .option('--port <n>', 'port on 127.0.0.1; 0 takes any free one', portNumber, 3100)
    .option('--write', 'changes are allowed, with your rights on AWS')
    .action(async (options: ConsoleOptions, command: Command) => {
      const context = contextOf(command);
      // Whatever is wrong with credentials, region or prefix is said before anything is opened.
      await accountsOf(context);
      const server = createConsoleServer(await depsOf(context, options.write === true));
      const url = await listen(server, options.port);
      say(context, url, options.write === true);
      await untilStopped(server);
    });

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port, 0 to 65535');
  return port;
}

async function accountsOf({ target }: Context): Promise<string[]> {
  const { accounts } = await invoke<{ accounts: { account: string }[] }>(target, 'admin-account', 'list');
  return accounts.map(({ account }) => account);
}

async function depsOf(context: Context, write: boolean) {
  const { target, output } = context;
  return {
    dynamodb: target.dynamodb(),
    lambda: target.lambda(),
    prefix: target.prefix,
    write,
    fileAt: await openPage(),
    accounts: () => accountsOf(context),
    explain: (error: unknown) => {
      const failure = awsFailure(error, target, { zh: '读取', en: 'Reading' });
      return { status: statusOf(failure), message: output.say(failure.words) };
    },
  };
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    const words = {
      zh: `端口 ${port} 不能用，可能已被占用；请换一个：--port ${port + 1}（0 为任意空闲端口）。`,
      en: `Port ${port} cannot be used, perhaps something else has it; choose another: --port ${port + 1} (0 takes any free one).`,
    };
    throw new Failure('usage', words, { cause });
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function say({ output, target }: Context, url: string, write: boolean): void {
  const mode = write
    ? output.say({ zh: '可以修改', en: 'changes are allowed' })
    : output.say({ zh: '只读，要修改请加 --write', en: 'read-only; --write allows changes' });
  const stop = output.say({ zh: '按 Ctrl-C 结束。', en: 'Ctrl-C ends it.' });
  output.result({ url, prefix: target.prefix, readOnly: !write }, `${url}  (${target.prefix}, ${mode})\n${stop}`);
}

/** Until Ctrl-C: the page is of use only while the command runs. */
async function untilStopped(server: Server): Promise<void> {
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await once(server, 'close');
}
