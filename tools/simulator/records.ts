/** Chat records as getmsglist gives them. @see 获取聊天记录 in the documentation of official accounts */
import type { AccountState, ChatContent, KfAccount, MessageRecord } from './types.ts';
import { KEPT, keep } from './world.ts';

/** Kinds that appear in records by a literal text. */
const LITERALS: Partial<Record<ChatContent['kind'], string>> = {
  image: '[image]',
  voice: '[voice]',
  video: '[video]',
  'short-video': '[video]',
};

interface Exchanged {
  openId: string;
  /** 2002: the agent sent it, 2003: the agent received it. */
  operation: MessageRecord['operation'];
  content: ChatContent;
  at: number;
  agent: KfAccount;
}

export function recordMessage(account: AccountState, { openId, operation, content, at, agent }: Exchanged): void {
  const text = content.kind === 'text' ? content.text : (LITERALS[content.kind] ?? `[${content.kind}]`);
  const id = (account.records.at(-1)?.id ?? 0) + 1;
  keep(account.records, { id, openId, operation, text, at, worker: agent.kfAccount }, KEPT.records);
}
