import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createAccountNotices } from '../adapters/aws/account-notices.ts';
import { createAgents } from '../adapters/aws/agents.ts';
import { createImpatientDynamoDb, createImpatientSsm } from '../adapters/aws/clients.ts';
import { createConversationStore } from '../adapters/aws/conversation-store.ts';
import { createCredentialsStore } from '../adapters/aws/credentials.ts';
import { createLogger } from '../adapters/aws/logger.ts';
import { createRuleSets } from '../adapters/aws/rule-sets.ts';
import { credentialsParameter, readEnvironment, tableName } from '../env.ts';
import type { AccountNotices } from '../ports/account-notices.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { answeredEvent, answerFields } from '../usecases/answer-log.ts';
import { type AnsweredPush, type AnswerPushDeps, answerPush, answerVerification } from '../usecases/answer-push.ts';
import type { AccountNoticeEvent } from '../wechat/messages/index.ts';
import { fromHttp, type HttpRequest, httpErrors, respond, respondEmpty } from './http.ts';

type Result = APIGatewayProxyStructuredResultV2;

/** Everything the callback needs. */
export interface CallbackDeps extends AnswerPushDeps {
  logger: Logger;
  /** Keeps what WeChat tells the account itself, for the team and for set-up. */
  notices?: Pick<AccountNotices, 'keep' | 'verified'>;
}

/** Ours of WeChat's five seconds: the rest is the network's, across a border. */
const BUDGET_MS = 3_000;
const REACHABLE = "WeChat Kefu: the callback is reachable; WeChat's signature is missing.\n";
const ACCOUNT_NAME = /^[\w-]{1,64}$/;
/** WeChat's echo is a number; the doctor, who asks as WeChat does, sends a word. */
const WECHATS_ECHO = /^\d{1,20}$/;

/** The callback over what it needs, which is made at the first request. */
export function createCallback(make: () => CallbackDeps) {
  let made: CallbackDeps | undefined;
  const deps = () => {
    made ??= make();
    return made;
  };
  return middy<APIGatewayProxyEventV2, Result>({ timeoutEarlyInMillis: 0 })
    .use(httpErrors(() => deps().logger))
    .handler((event) => answerHttp(deps(), fromHttp(event)));
}

/** What the local service sets: its clock, and a hook that watches every message. */
export interface CallbackOverrides {
  clock?: Clock;
  observe?: NonNullable<AnswerPushDeps['observe']>;
}

/** The callback on AWS, or on the local service's stand-in for it. */
export const createHandler = (overrides: CallbackOverrides = {}) => createCallback(() => createDeps(overrides));

/** `ANY /callback/{account}`: everything WeChat pushes. */
export const handler = createHandler();

function createDeps({ clock = Date.now, observe }: CallbackOverrides): CallbackDeps {
  const { KEFU_PREFIX: prefix } = readEnvironment('callback');
  const client = createImpatientDynamoDb();
  const nowMs = () => performance.now();
  const logger = createLogger((line) => process.stdout.write(line));
  const credentials = createCredentialsStore({
    ssm: createImpatientSsm(),
    nameOf: (account) => credentialsParameter(prefix, account),
    nowMs,
  });
  return {
    credentials,
    conversations: createConversationStore({ client, table: tableName(prefix, 'conversations') }),
    ruleSets: createRuleSets({ client, table: tableName(prefix, 'rule-sets'), credentials, logger, nowMs }),
    agents: createAgents({ client, table: tableName(prefix, 'accounts') }),
    logger,
    notices: createAccountNotices({ client, table: tableName(prefix, 'accounts') }),
    now: clock,
    budgetMs: BUDGET_MS,
    ...(observe && { observe }),
  };
}

async function answerHttp(deps: CallbackDeps, request: HttpRequest): Promise<Result> {
  const { method, query, account } = request;
  if (method === 'GET' && query.signature === undefined && query.msg_signature === undefined) {
    return respond(401, REACHABLE);
  }
  if (method !== 'GET' && method !== 'POST') return respondEmpty(405);
  if (!ACCOUNT_NAME.test(account)) return refuseUnknown(deps, '');
  return method === 'GET' ? answerGet(deps, request) : answerPost(deps, request);
}

async function answerGet(deps: CallbackDeps, request: HttpRequest): Promise<Result> {
  const echo = await answerVerification(deps, request);
  if (echo === undefined) return refuseUnknown(deps, request.account);
  if (WECHATS_ECHO.test(echo)) await keepVerified(deps, request.account);
  return respond(200, echo);
}

async function answerPost(deps: CallbackDeps, request: HttpRequest): Promise<Result> {
  const answered = await answerPush(deps, request);
  if (answered === undefined) return refuseUnknown(deps, request.account);
  log(deps, request, answered);
  if (answered.message.kind === 'account-notice') await keepNotice(deps, answered.message);
  return answered.mustRepeat ? respondEmpty(500) : respond(200, answered.body, answered.format);
}

function refuseUnknown({ logger }: CallbackDeps, account: string): Result {
  logger.warn('callback.refused', { account, reason: 'unknown account' });
  return respondEmpty(403);
}

/** WeChat may have taken rights away: an alarm, and news for the team. */
async function keepNotice({ notices, logger }: CallbackDeps, message: AccountNoticeEvent): Promise<void> {
  const { account, event, createdAt } = message;
  logger.error('account.notice', { account, notice: event });
  try {
    await notices?.keep(account, event, createdAt);
  } catch (error) {
    logger.warn('account.notice-lost', { account, error: error instanceof Error ? error.name : 'unknown' });
  }
}

/** Set-up waits for it. WeChat gets its echo all the same when it cannot be kept. */
async function keepVerified({ notices, logger, now }: CallbackDeps, account: string): Promise<void> {
  logger.info('callback.verified', { account });
  await notices?.verified(account, Math.floor(now() / 1000)).catch(() => undefined);
}

function log({ logger, now }: CallbackDeps, { receivedAtMs }: HttpRequest, answered: AnsweredPush): void {
  const { account } = answered.message;
  for (const { step, error } of answered.handled.troubles) {
    logger.warn('message.trouble', { account, step, error: error instanceof Error ? error.name : 'unknown' });
  }
  logger.info(answeredEvent(account), answerFields(answered, Math.max(0, now() - receivedAtMs)));
}
