import * as z from 'zod';
import type { DeadReason } from '../../domain/dead-letter.ts';
import { keyMark } from '../../domain/mark.ts';
import { closedReason, NEVER_SEEN } from '../../domain/send-reasons.ts';
import { openWindows, sendsLeft } from '../../domain/window.ts';
import type { AccountDirectory } from '../../ports/account-directory.ts';
import type { CustomSendApi } from '../../ports/custom-send-api.ts';
import type { Occasions } from '../../ports/occasions.ts';
import type { OutboxAccount } from '../../usecases/deliver-outbox.ts';
import { type SendMessageDeps, sendMessage } from '../../usecases/send-message.ts';
import { type Action, action } from '../admin.ts';
import { accountOf } from './account-of.ts';
import { RefusedError, refusal } from './answers.ts';
import { fullKfAccount, kfAccount, openId } from './kf-input.ts';
import { message, readMessage } from './message-input.ts';

/** What the actions on messages need. */
export interface MessageDeps extends SendMessageDeps {
  customSend: CustomSendApi;
  accounts: Pick<AccountDirectory, 'read'>;
  accountOf(account: string): Promise<OutboxAccount>;
  /** Which keys were used. */
  occasions: Occasions;
}

const sendInput = {
  openId,
  message,
  kfAccount: kfAccount.optional().describe('Shown as this agent; official accounts only'),
  reserve: z.boolean().default(true).describe('false: the last message after a user wrote may be used too'),
  key: z.string().min(1).max(128).optional().describe('A repeat with the same key within a day sends nothing'),
};

/** Messages to one user, and what may be sent to them. */
export const MESSAGE_ACTIONS: readonly Action<MessageDeps>[] = [
  action({
    name: 'send',
    about: 'Send a message to a user whose window is open. A long text is sent in parts, all of which must fit.',
    input: sendInput,
    run: send,
  }),
  action({
    name: 'typing',
    about: 'Show or hide 「对方正在输入」, for 15 seconds.',
    input: { openId, on: z.boolean() },
    run: async (deps: MessageDeps, { account, openId: user, on }) => {
      const { kind } = await accountOf(deps.accounts, account);
      const { open } = await windowsOf(deps, account, user);
      if (open === undefined) throw refusedBy(NEVER_SEEN);
      if (open.length === 0) throw refusedBy(closedReason({ ok: false, reason: 'closed', left: 0 }, 1));
      await deps.customSend.typing(account, kind, user, on);
      return { openId: user, on };
    },
  }),
  action({
    name: 'window',
    about: 'How many messages a user may be sent now, by which of their acts, and until when (epoch seconds).',
    input: { openId },
    run: async (deps: MessageDeps, { account, openId: user }) => {
      const { kind } = await accountOf(deps.accounts, account);
      const { open = [] } = await windowsOf(deps, account, user);
      return {
        openId: user,
        left: sendsLeft(open, kind),
        closesAt: open.length === 0 ? null : Math.max(...open.map(({ closesAt }) => closesAt)),
        windows: open.map(({ trigger, left, closesAt }) => ({ trigger, left, closesAt })),
      };
    },
  }),
];

async function windowsOf(deps: MessageDeps, account: string, user: string) {
  const [seen, { quotas }] = await Promise.all([deps.outboxes.read(account, user), deps.accountOf(account)]);
  return { open: seen && openWindows(seen.windows, quotas, Math.floor(deps.clock() / 1000)) };
}

interface SendInput {
  account: string;
  openId: string;
  message: string | object;
  kfAccount?: string | undefined;
  reserve: boolean;
  key?: string | undefined;
}

const KEY_SECONDS = 86_400;

async function send(deps: MessageDeps, input: SendInput) {
  const credentials = await accountOf(deps.accounts, input.account);
  const reply = readMessage(input.message, credentials.kind, Object.keys(sendInput));
  const { quotas } = await deps.accountOf(input.account);
  const claim = input.key === undefined ? undefined : `send#${keyMark(`${input.openId} ${input.key}`)}`;
  if (claim !== undefined) await claimKey(deps, input.account, claim);
  const sent = await sendMessage(deps, {
    account: input.account,
    accountKind: credentials.kind,
    quotas,
    openId: input.openId,
    reply,
    kfAccount: input.kfAccount === undefined ? undefined : seatOf(input.kfAccount, credentials),
    keepReserve: input.reserve,
  });
  if (sent.outcome === 'sent') return { openId: input.openId, parts: sent.parts, left: sent.left };
  // Of what was refused whole nothing arrived: the same key may be tried again.
  if (claim !== undefined && sent.outcome === 'refused' && sent.parts === 0) {
    await deps.occasions.cancel(input.account, claim);
  }
  throw refusedBy(sent.reason, sent.parts);
}

/** Whoever calls twice, since the first answer was lost, sends once. */
async function claimKey({ occasions, clock }: MessageDeps, account: string, claim: string): Promise<void> {
  if (await occasions.begin(account, claim, Math.floor(clock() / 1000), KEY_SECONDS)) return;
  const hint = 'look at the chat whether it arrived; another message needs another key';
  throw refusal('repeated', 'a message with this key was sent already, or is being sent', hint);
}

function seatOf(given: string, credentials: Parameters<typeof fullKfAccount>[1]): string {
  if (credentials.kind !== 'mini-program') return fullKfAccount(given, credentials);
  throw refusal('bad-input', 'kfAccount is not known to mini programs; leave it out', 'the user sees the mini program');
}

/** Why it was not sent, and how much of it was. */
export function refusedBy({ code, message: words, hint, errcode }: DeadReason, parts = 0): RefusedError {
  const begun = parts > 0 ? `; the first ${parts} parts were sent` : '';
  return new RefusedError(code, `${words}${begun}`, hint, undefined, errcode);
}
