import type { OutboxEntry } from '../domain/conversation.ts';
import { isFirstTry } from '../domain/outbox.ts';
import type { CustomSendApi } from '../ports/custom-send-api.ts';
import type { Job } from './deliver-outbox.ts';

export interface ShowTypingDeps {
  customSend: Pick<CustomSendApi, 'typing'>;
}

/** WeChat shows it only to who did something within the last 30 seconds; less what the call itself takes. @see 客服输入状态 */
const AFTER_ACT_SECONDS = 25;

/**
 * Show 「对方正在输入」 while the first answer to a mini program's user is made ready: all their answers come by custom send.
 * Not to who waits for a human or talks to one.
 */
export async function showTyping(deps: ShowTypingDeps, job: Job<Extract<OutboxEntry, { kind: 'send' }>>) {
  const { outgoing, entry, account } = job;
  const isAnswer = account.credentials.kind === 'mini-program' && outgoing.state.mode === 'bot' && isFirstTry(entry);
  if (isAnswer) await typingShown(deps, job);
}

/** Show that an answer is on its way. It is no more than a courtesy: whatever goes wrong with it is let go. */
export async function typingShown(
  { customSend }: ShowTypingDeps,
  { outgoing, entry, account, now }: Job,
): Promise<void> {
  if (now - entry.createdAt >= AFTER_ACT_SECONDS) return;
  await customSend.typing(outgoing.account, account.credentials.kind, outgoing.openId, true).catch(() => {});
}
