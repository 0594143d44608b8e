/** Group sends on their way, and their result as an event. @see 群发结果推送 (MASSSENDJOBFINISH) */
import { addToChat } from './chats.ts';
import { pushEvent } from './pushes.ts';
import type { AccountState, ChatContent, MassJob } from './types.ts';
import { chinaDay, keep, nextId, type World } from './world.ts';

/** How long a job takes. */
const JOB_SECONDS = 10;
/** Mass messages a user of a service account gets in a month. */
const PER_USER_AND_MONTH = 4;
const KEPT_JOBS = 200;

export interface NewMassJob {
  openIds: string[];
  content: ChatContent;
  clientId?: string | undefined;
}

export function createMassJob(
  world: World,
  account: AccountState,
  { openIds, content, clientId }: NewMassJob,
): MassJob {
  const sentAt = world.clock.now();
  const job: MassJob = {
    id: 1_000_000_000 + nextId(world),
    ...(clientId === undefined ? {} : { clientId }),
    sentAt,
    finishesAt: sentAt + JOB_SECONDS,
    openIds,
    content,
    status: 'sending',
    sent: 0,
    failed: 0,
  };
  keep(account.massJobs, job, KEPT_JOBS);
  scheduleMassJob(world, account, job);
  return job;
}

export function scheduleMassJob(world: World, account: AccountState, job: MassJob): void {
  if (job.status === 'sending') world.clock.schedule(job.finishesAt, () => finish(world, account, job));
}

async function finish(world: World, account: AccountState, job: MassJob): Promise<void> {
  if (job.status !== 'sending') return;
  const today = chinaDay(world.clock.now());
  for (const openId of job.openIds)
    if (reaches(world, account, job, openId, today)) job.sent++;
    else job.failed++;
  job.status = 'done';
  const total = job.openIds.length;
  // a finished job keeps its counts only: the list may be long
  job.openIds = [];
  await pushEvent(world, account, administratorOf(account), 'MASSSENDJOBFINISH', {
    MsgID: job.id,
    Status: 'send success',
    TotalCount: total,
    FilterCount: total,
    SentCount: job.sent,
    ErrorCount: job.failed,
    CopyrightCheckResult: { Count: 0, ResultList: '', CheckState: 0 },
    ArticleUrlResult: { Count: 0, ResultList: '' },
  });
}

/** The event comes from the OpenID of the administrator, who is no user of ours. */
const administratorOf = ({ settings }: AccountState) => `oAdministrator${settings.name}`.padEnd(28, '0').slice(0, 28);

function reaches(world: World, account: AccountState, { content }: MassJob, openId: string, today: string): boolean {
  const user = account.users[openId];
  if (!user?.following || user.refusesMessages) return false;
  const thisMonth = user.massDays.filter((day) => day.slice(0, 7) === today.slice(0, 7));
  if (account.settings.kind === 'service' && thisMonth.length >= PER_USER_AND_MONTH) return false;
  user.massDays = [...thisMonth, today];
  addToChat(world, account, user, { from: 'account', via: 'mass-send', content });
  return true;
}
