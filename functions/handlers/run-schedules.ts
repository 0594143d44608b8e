import { createAccountDirectory } from '../adapters/aws/account-directory.ts';
import { createAccountNotices } from '../adapters/aws/account-notices.ts';
import { createAgents } from '../adapters/aws/agents.ts';
import { createContactStore } from '../adapters/aws/contact-store.ts';
import { createDeadLetters } from '../adapters/aws/dead-letters.ts';
import { createGroupSendStore } from '../adapters/aws/group-send-store.ts';
import { createOccasions } from '../adapters/aws/occasions.ts';
import { createRobotAddresses } from '../adapters/aws/robot-addresses.ts';
import { createUnansweredUsers } from '../adapters/aws/unanswered-users.ts';
import { createWaitingDesk } from '../adapters/aws/waiting-desk.ts';
import { createWaitingUsers } from '../adapters/aws/waiting-users.ts';
import { createDynamoDb, createSsm } from '../adapters/aws/worker-clients.ts';
import { createFollowerApi } from '../adapters/wechat-api/follower.ts';
import { createGroupRobots } from '../adapters/wechat-api/group-robots.ts';
import { createGroupSendApi } from '../adapters/wechat-api/group-send.ts';
import { createNoticeApi } from '../adapters/wechat-api/notice.ts';
import { createTagApi } from '../adapters/wechat-api/tag.ts';
import { credentialsParameter, notifyParameter, readEnvironment, tableName } from '../env.ts';
import type { Clock } from '../ports/clock.ts';
import { actOnAllTickets } from '../usecases/act-on-tickets.ts';
import { type AdvanceGroupSendsDeps, advanceGroupSends } from '../usecases/advance-group-sends.ts';
import { type EnrichFollowersDeps, enrichFollowers } from '../usecases/enrich-followers.ts';
import { type LookAfterWaitingDeps, lookAfterWaiting } from '../usecases/look-after-waiting.ts';
import { type NoteMissedDeps, noteMissed } from '../usecases/note-missed.ts';
import { type Job, runJobs } from '../usecases/run-jobs.ts';
import { createTellTeam } from '../usecases/tell-team.ts';
import { type TellTroublesDeps, tellDigest, tellTroubles } from '../usecases/tell-troubles.ts';
import { deliverAllWebhooks, type WebhooksDeps } from '../usecases/webhooks.ts';
import type { WorkOnTicketDeps } from '../usecases/work-on-ticket.ts';
import { standardLogger } from './deps/logger.ts';
import { createTicketDeps } from './deps/tickets.ts';
import { createWebhooksDeps } from './deps/webhooks.ts';
import { connectWeChat } from './deps/wechat.ts';

/** The function `run-schedules`: every minute, what is due. A new job is one line in `jobsOf`. */
export function createHandler(overrides: { clock?: Clock } = {}) {
  const clock = overrides.clock ?? Date.now;
  const logger = standardLogger();
  let jobs: Job[] | undefined;
  return async (): Promise<{ ran: string[] }> => {
    jobs ??= jobsOf(createDeps(clock));
    return await runJobs(jobs, clock(), logger);
  };
}

export const handler = createHandler();

type Deps = LookAfterWaitingDeps &
  NoteMissedDeps &
  TellTroublesDeps &
  WorkOnTicketDeps &
  WebhooksDeps &
  AdvanceGroupSendsDeps &
  EnrichFollowersDeps;

function jobsOf(deps: Deps): Job[] {
  return [
    { name: 'waiting', everyMinutes: 1, run: () => lookAfterWaiting(deps) },
    { name: 'troubles', everyMinutes: 1, run: () => tellTroubles(deps) },
    { name: 'group-sends', everyMinutes: 1, run: () => advanceGroupSends(deps) },
    { name: 'followers', everyMinutes: 1, run: () => enrichFollowers(deps) },
    { name: 'missed', everyMinutes: 5, run: () => noteMissed(deps) },
    { name: 'digest', everyMinutes: 5, run: () => tellDigest(deps) },
    { name: 'tickets', everyMinutes: 1, run: () => actOnAllTickets(deps) },
    { name: 'webhooks', everyMinutes: 1, run: () => deliverAllWebhooks(deps) },
  ];
}

function createDeps(clock: Clock): Deps {
  const environment = readEnvironment('run-schedules');
  const { KEFU_PREFIX: prefix } = environment;
  const wechat = connectWeChat(environment, clock);
  const client = createDynamoDb();
  const ssm = createSsm();
  const credentialsOf = (account: string) => credentialsParameter(prefix, account);
  const conversations = { client, table: tableName(prefix, 'conversations') };
  const accounts = { client, table: tableName(prefix, 'accounts') };
  const addresses = createRobotAddresses(ssm, (account) => notifyParameter(prefix, account));
  const logger = standardLogger();
  const directory = createAccountDirectory(ssm, { path: `/${prefix}/accounts`, credentialsOf });
  return {
    ...createTicketDeps(prefix, client, clock),
    ...createWebhooksDeps(environment, client, clock),
    contacts: createContactStore({
      client,
      table: tableName(prefix, 'contacts'),
      conversations: conversations.table,
    }),
    groupSends: createGroupSendStore(accounts),
    followers: createFollowerApi(wechat),
    tags: createTagApi(wechat),
    massSend: createGroupSendApi(wechat),
    subscribeNotices: createNoticeApi(wechat),
    accounts: directory,
    credentials: directory,
    waiting: createWaitingUsers(conversations),
    desk: createWaitingDesk(conversations),
    agents: createAgents(accounts),
    occasions: createOccasions(accounts),
    deadLetters: createDeadLetters(accounts),
    notices: createAccountNotices(accounts),
    unanswered: createUnansweredUsers(conversations),
    tellTeam: createTellTeam({ robots: createGroupRobots(), addresses, clock, logger }),
    clock,
    logger,
  };
}
