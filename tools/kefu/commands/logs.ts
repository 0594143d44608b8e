import { setTimeout as pause } from 'node:timers/promises';
import { CloudWatchLogsClient, type FilteredLogEvent, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { Command } from 'commander';
import type { FunctionName } from '../../../functions/env.ts';
import { userMark } from '../../../functions/usecases/answer-log.ts';
import { awsFailure, notDeployed } from '../shared/aws-failure.ts';
import { type Context, contextOf } from '../shared/context.ts';
import { readCredentials } from '../shared/credentials.ts';
import { Failure } from '../shared/failure.ts';
import { wholeNumber } from '../shared/whole-number.ts';

interface LogsOptions {
  user?: string;
  function: string;
  minutes: number;
  follow?: boolean;
}

const POLL_MS = 3000;

/** `kefu logs`: the lines of an account, or of one user, who stands there as a hash. */
export const logsCommand = () =>
  new Command('logs')
    .description('the log of an account, or of one user by OpenID, which is never shown · 日志')
    .argument('<account>')
    .option('--user <openid>', 'only the lines of this user')
    .option('--function <name>', 'callback, deliver, publish-rules ...', 'callback')
    .option('--minutes <n>', 'how far back', wholeNumber(1), 30)
    .option('-f, --follow', 'go on as lines come')
    .action(async (account: string, options: LogsOptions, command: Command) => {
      const context = contextOf(command);
      if (context.target.local)
        throw new Failure('usage', {
          zh: '本机服务的日志在运行 npm start 的终端里；部署的日志请加 --profile 或 --region。',
          en: 'The local service logs where npm start runs; for a deployment add --profile or --region.',
        });
      await showLogs(context, account, options);
    });

async function showLogs({ output, target }: Context, account: string, options: LogsOptions): Promise<void> {
  const mark =
    options.user === undefined ? undefined : userMark((await readCredentials(target, account)).appSecret, options.user);
  const filterPattern =
    mark === undefined ? `{ $.account = "${account}" }` : `{ $.account = "${account}" && $.user = "${mark}" }`;
  const logGroupName = `/aws/lambda/${target.prefix}-${options.function as FunctionName}`;
  const client = new CloudWatchLogsClient(target.client);
  let startTime = Date.now() - options.minutes * 60_000;
  try {
    do {
      let nextToken: string | undefined;
      do {
        const command = new FilterLogEventsCommand({
          logGroupName,
          filterPattern,
          startTime,
          ...(nextToken && { nextToken }),
        });
        const { events = [], nextToken: next } = await client.send(command);
        for (const event of events) output.result(event, lineOf(event));
        startTime = Math.max(startTime, ...events.map(({ timestamp = 0 }) => timestamp + 1));
        nextToken = next;
      } while (nextToken !== undefined);
      if (options.follow) await pause(POLL_MS);
    } while (options.follow);
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') throw notDeployed(target, logGroupName);
    throw awsFailure(error, target, { zh: '读取日志', en: 'Reading the log' });
  } finally {
    client.destroy();
  }
}

const lineOf = ({ timestamp = 0, message = '' }: FilteredLogEvent): string =>
  `${new Date(timestamp).toISOString()}  ${message.trim()}`;
