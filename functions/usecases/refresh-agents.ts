import type { OnlineAgent, WaitingQueue } from '../domain/agents.ts';
import type { OnlineKfAccount } from '../domain/kf-account.ts';
import { namesAgents } from '../domain/rules/names-agents.ts';
import { defaultSettings } from '../domain/rules/settings.ts';
import type { AccountDirectory, ListedAccount } from '../ports/account-directory.ts';
import type { AgentList } from '../ports/agent-list.ts';
import type { Clock } from '../ports/clock.ts';
import type { KfApi } from '../ports/kf-api.ts';
import type { Logger } from '../ports/logger.ts';
import type { PublishedRules } from '../ports/published-rules.ts';
import type { WaitingUsers } from '../ports/waiting-users.ts';

export interface RefreshAgentsDeps {
  accounts: Pick<AccountDirectory, 'list'>;
  published: PublishedRules;
  waiting: WaitingUsers;
  kf: Pick<KfApi, 'online' | 'waiting' | 'list'>;
  list: AgentList;
  clock: Clock;
  logger: Logger;
}

/** The run of every minute. WeChat is asked only about accounts where somebody waits or rules name agents. */
export async function refreshAgents(deps: RefreshAgentsDeps): Promise<{ refreshed: string[] }> {
  const refreshed = await Promise.all((await deps.accounts.list()).map((listed) => refreshListed(deps, listed)));
  return { refreshed: refreshed.flatMap((account) => account ?? []) };
}

/** Each account on its own: the failure of one never stops another. */
async function refreshListed(deps: RefreshAgentsDeps, listed: ListedAccount): Promise<string | undefined> {
  const { account } = listed;
  if ('fault' in listed) return undefined;
  try {
    return (await refresh(deps, account, listed.credentials.kind)) ? account : undefined;
  } catch (error) {
    // The list grows old, and users are transferred to nobody in particular.
    deps.logger.warn('agents.refresh-failed', { account, reason: error instanceof Error ? error.message : 'unknown' });
    return undefined;
  }
}

type Kind = Parameters<typeof defaultSettings>[0];

async function refresh(deps: RefreshAgentsDeps, account: string, kind: Kind): Promise<boolean> {
  const snapshot = await deps.published.current(account);
  const { rights } = snapshot?.settings ?? defaultSettings(kind);
  if (!rights.kf) return false;
  const isNeeded = snapshot !== undefined && namesAgents(snapshot);
  if (!isNeeded && (await deps.waiting.list(account, 1)).length === 0) return false;
  // Taken before the call: what happens while WeChat answers counts as later.
  const seenAt = Math.floor(deps.clock() / 1000);
  const [online, queue, names] = await Promise.all([
    deps.kf.online(account),
    queueOf(deps, account, kind),
    kind === 'mini-program' && isNeeded ? namesOf(deps, account) : NO_NAMES,
  ]);
  await deps.list.save(account, { seenAt, agents: agentsFrom(online, names), ...(queue && { queue }) });
  const waiting = queue?.count;
  deps.logger.info('agents.refreshed', { account, online: online.length, ...(waiting !== undefined && { waiting }) });
  return true;
}

/** Mini programs have no such call; without an answer the users' own order tells their places. */
async function queueOf({ kf }: RefreshAgentsDeps, account: string, kind: Kind): Promise<WaitingQueue | undefined> {
  if (kind === 'mini-program') return undefined;
  try {
    const { count, users } = await kf.waiting(account);
    return { count, openIds: users.map(({ openId }) => openId) };
  } catch {
    return undefined;
  }
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** The settings name a mini program's agents by their 微信号, WeChat's list of those online by `kf_openid`. */
async function namesOf({ kf }: RefreshAgentsDeps, account: string): Promise<ReadonlyMap<string, string>> {
  const seats = await kf.list(account).catch(() => []);
  return new Map(seats.flatMap(({ kfOpenId, wechatId }) => (kfOpenId && wechatId ? [[kfOpenId, wechatId]] : [])));
}

/** What is declared of them is in the settings, where the callback has it. A mini program's agents have no kf account. */
const agentsFrom = (online: readonly OnlineKfAccount[], names: ReadonlyMap<string, string>): OnlineAgent[] =>
  online
    .filter(({ status }) => status > 0)
    .map(({ kfAccount, kfOpenId, kfId, sessions }) => ({
      kfAccount: kfAccount || names.get(kfOpenId ?? '') || kfOpenId || kfId,
      autoAccept: false,
      ...(sessions !== undefined && { acceptedCases: sessions }),
    }));
