/** Sessions. @see 会话控制 (kfsession/*) of official accounts; not documented for mini programs */
import { z } from 'zod';
import { isBound } from '../agents.ts';
import { agentOf, canServe, closeSession, mayServe, queueOf, sessionOf, startSession } from '../sessions.ts';
import { userOf } from './custom-send.ts';
import { agentByAccount, needsKf } from './kf-lookup.ts';
import { Refusal } from './refusal.ts';
import { type Call, fieldsOf, type Route } from './route.ts';

const BODY = z.object({ kf_account: z.string(), openid: z.string() });
const MOST_WAITING = 100;

const session = { right: 'kf' as const, only: 'official' as const };

export const KF_SESSION: Route[] = [
  { path: '/customservice/kfsession/create', methods: ['POST'], ...session, run: create },
  { path: '/customservice/kfsession/close', methods: ['POST'], ...session, run: close },
  { path: '/customservice/kfsession/getsession', methods: ['GET'], ...session, run: getSession },
  { path: '/customservice/kfsession/getsessionlist', methods: ['GET'], ...session, run: getSessionList },
  { path: '/customservice/kfsession/getwaitcase', methods: ['GET'], ...session, run: getWaitCase },
];

function parties(call: Call) {
  needsKf(call.account);
  const { kf_account, openid } = fieldsOf(call, BODY);
  const agent = agentByAccount(call.account, kf_account);
  if (!isBound(agent)) throw new Refusal(65402);
  return { agent, user: userOf(call.account, openid) };
}

/** Needs the agent bound and online; the auto-accept switch and its limit do not count. */
async function create(call: Call): Promise<undefined> {
  const { world, account } = call;
  const { agent, user } = parties(call);
  const before = sessionOf(account, user.openId);
  if (before?.kfAccountId === agent.id) return;
  const waiting = account.waiting.find(({ openId }) => openId === user.openId);
  if (before || (waiting && !mayServe(waiting, agent))) throw new Refusal(65414);
  if (!canServe(agent)) throw new Refusal(65415);
  // the event is pushed beside the answer, not before it
  laterPush(call, startSession(world, account, user.openId, agent));
}

async function close(call: Call): Promise<undefined> {
  const { world, account } = call;
  const { agent, user } = parties(call);
  const before = sessionOf(account, user.openId);
  if (!before) throw new Refusal(65413);
  if (before.kfAccountId !== agent.id) throw new Refusal(65414);
  laterPush(call, closeSession(world, account, before));
}

function laterPush({ world }: Call, push: Promise<void>): void {
  world.underWay.add(push);
  push.finally(() => world.underWay.delete(push)).catch(() => undefined);
}

function getSession({ account, query }: Call) {
  needsKf(account);
  const found = sessionOf(account, userOf(account, query.get('openid') ?? '').openId);
  const agent = found && agentOf(account, found);
  return { kf_account: agent?.kfAccount ?? '', createtime: found?.createdAt ?? 0 };
}

function getSessionList({ account, query }: Call) {
  needsKf(account);
  const { id } = agentByAccount(account, query.get('kf_account') ?? '');
  const sessions = account.sessions.filter(({ kfAccountId }) => kfAccountId === id);
  return { sessionlist: sessions.map(({ createdAt, openId }) => ({ createtime: createdAt, openid: openId })) };
}

function getWaitCase({ account }: Call) {
  needsKf(account);
  const queue = queueOf(account);
  return {
    count: queue.length,
    waitcaselist: queue
      .slice(0, MOST_WAITING)
      .map(({ latestAt, openId }) => ({ latest_time: latestAt, openid: openId })),
  };
}
