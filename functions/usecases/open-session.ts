import type { OutboxEntry } from '../domain/conversation.ts';
import { completeKfAccount } from '../domain/kf-names.ts';
import { retried } from '../domain/outbox.ts';
import { WeChatApiError, WeChatUnavailableError } from '../errors.ts';
import type { KfApi } from '../ports/kf-api.ts';
import type { Job, JobEnd } from './deliver-outbox.ts';

export interface OpenSessionDeps {
  kf: Pick<KfApi, 'createSession'>;
}

/** Somebody serves the user already. @see 创建会话 */
const SERVED_BY_ANOTHER = 65414;

type SessionEntry = Extract<OutboxEntry, { kind: 'create-session' }>;

/** Ask for a session with the first of the named kf accounts who is online. With nobody the user stays in the common queue. */
export async function openSession(deps: OpenSessionDeps, job: Job<SessionEntry>): Promise<JobEnd> {
  const { outgoing, entry, account, now } = job;
  if (outgoing.state.mode !== 'waiting') return { end: 'done' };
  for (const name of entry.kfAccounts) {
    const { wechatId } = account.credentials;
    const kfAccount = completeKfAccount(name, wechatId) ?? name;
    try {
      await deps.kf.createSession(outgoing.account, kfAccount, outgoing.openId);
      return { end: 'done' };
    } catch (error) {
      if (error instanceof WeChatUnavailableError || isBusy(error)) {
        return { end: 'done', by: retried(entry, now, { why: 'busy', fault: error.message }) };
      }
      if (!(error instanceof WeChatApiError)) throw error;
      if (error.errcode === SERVED_BY_ANOTHER) return { end: 'done' };
    }
  }
  return { end: 'done' };
}

const isBusy = (error: unknown): error is WeChatApiError =>
  error instanceof WeChatApiError && (error.meaning?.class === 'retry' || error.meaning?.class === 'token');
