/** What follows from the callback's answer: a message on the phone, a transfer, a notice, or nothing. */
import type { Verdict } from './answer-check.ts';
import { addToChat } from './chats.ts';
import { showSystemNotice } from './notices.ts';
import { transferUser } from './sessions.ts';
import type { AccountState, Push, Rejection } from './types.ts';
import { emit, KEPT, keep, nextId, type World } from './world.ts';

export async function takeAnswer(world: World, account: AccountState, push: Push, verdict: Verdict): Promise<void> {
  const user = account.users[push.openId];
  push.outcome = verdict.kind === 'content' ? verdict.content.kind : verdict.kind;
  if (verdict.kind === 'rejected') push.status = 'rejected';
  if (verdict.kind === 'rejected') reject(world, push, verdict.reason, verdict.detail, verdict.effect);
  if (verdict.kind === 'content' && verdict.trimmed)
    reject(world, push, 'surplus-articles', verdict.trimmed, 'trimmed');
  if (!user) return;
  if (verdict.kind === 'rejected' && verdict.effect === 'notice') showSystemNotice(world, account, push);
  // no reply reaches somebody who has left
  if (verdict.kind === 'content' && push.what !== 'unsubscribe')
    addToChat(world, account, user, { from: 'account', via: 'passive', content: verdict.content, pushId: push.id });
  if (verdict.kind === 'transfer') await transfer(world, account, push, verdict.kfAccount);
}

async function transfer(world: World, account: AccountState, push: Push, kfAccount: string | undefined) {
  const refused = await transferUser(world, account, push, kfAccount);
  if (refused) reject(world, push, refused.reason, refused.detail, 'ignored');
}

function reject(world: World, push: Push, reason: string, detail: string, effect: Rejection['effect']): void {
  const rejection = { id: nextId(world), at: world.clock.now(), account: push.account, pushId: push.id };
  const kept = keep(world.state.rejections, { ...rejection, reason, detail, effect }, KEPT.rejections);
  emit(world, { type: 'answer.rejected', account: push.account, rejection: kept });
}
