/** Controls for what agents do at their desk. @see 客服网页版 */
import { z } from 'zod';
import { agentChanged, agentNamed, isBound, labelOf } from './agents.ts';
import { addToChat, addToDesk } from './chats.ts';
import { control } from './control.ts';
import { createKfAccount } from './kf-accounts.ts';
import { addMedia } from './media-store.ts';
import { recordMessage } from './records.ts';
import * as sessions from './sessions.ts';
import type { AccountState, ChatContent, KfAccount, KfSession, User } from './types.ts';
import { accountNamed, ControlError, userNamed, type World } from './world.ts';

const who = { account: z.string(), agent: z.string() };

interface AtDesk {
  account: AccountState;
  agent: KfAccount;
}

function atDesk(world: World, input: { account: string; agent: string }): AtDesk {
  const account = accountNamed(world, input.account);
  return { account, agent: agentNamed(account, input.agent) };
}

/** The session between this agent and this user. @throws ControlError */
function serving({ account, agent }: AtDesk, { openId, name }: User): KfSession {
  const session = sessions.sessionOf(account, openId);
  if (session?.kfAccountId === agent.id) return session;
  throw new ControlError(`user: ${agent.nickname} does not serve ${name}; accept first`);
}

async function setPresence(world: World, { account, agent }: AtDesk, presence: KfAccount['presence']) {
  if (!isBound(agent)) throw new ControlError(`agent: ${labelOf(agent)} has not accepted the invitation`);
  agent.presence = presence;
  agentChanged(world, account, agent);
  await sessions.assignWaiting(world, account);
}

/** An agent's message to a user they serve: on the phone, on the desk and in the records. */
function write(world: World, input: { account: string; agent: string; user: string }, content: ChatContent): void {
  const desk = atDesk(world, input);
  const user = userNamed(desk.account, input.user);
  const session = serving(desk, user);
  const { account, agent } = desk;
  const entry = { from: 'agent' as const, via: 'agent' as const, agent: agent.nickname, content };
  addToChat(world, account, user, entry);
  addToDesk(world, account, user, entry);
  recordMessage(account, { openId: user.openId, operation: 2002, content, at: world.clock.now(), agent });
  if (account.settings.release.restarts) sessions.keepFor30Minutes(world, account, session);
}

export const agentControls = {
  /** Add a kf account with an agent who has accepted already. */
  hire: control(
    z.object({
      account: z.string(),
      kfAccount: z.string().optional(),
      nickname: z.string(),
      wechatId: z.string().optional(),
      online: z.boolean().default(false),
      autoAccept: z.number().int().min(0).max(100).default(0),
    }),
    (world, input) => {
      const account = accountNamed(world, input.account);
      const suffix = `@${account.settings.wechatId}`;
      const name = input.kfAccount ?? `kf${account.kfAccounts.length + 1}`;
      const agent = createKfAccount(account, {
        kfAccount: name.includes('@') ? name : name + suffix,
        nickname: input.nickname,
        wechatId: input.wechatId ?? `wx_${name.split('@')[0]}`,
      });
      agent.presence = input.online ? 'online' : 'offline';
      agent.autoAccept = input.autoAccept;
      agentChanged(world, account, agent);
      return { ...agent };
    },
  ),
  /** Answer the invitation in WeChat. */
  answerInvitation: control(z.object({ ...who, accept: z.boolean().default(true) }), (world, input) => {
    const { account, agent } = atDesk(world, input);
    const { invitation } = agent;
    if (invitation?.status !== 'waiting' || world.clock.now() >= invitation.expiresAt)
      throw new ControlError(`agent: ${labelOf(agent)} has no open invitation`);
    if (input.accept) agent.wechatId = invitation.wechatId;
    if (input.accept) delete agent.invitation;
    else invitation.status = 'rejected';
    agentChanged(world, account, agent);
  }),
  online: control(z.object(who), (world, input) => setPresence(world, atDesk(world, input), 'online')),
  away: control(z.object(who), (world, input) => setPresence(world, atDesk(world, input), 'away')),
  offline: control(z.object(who), (world, input) => setPresence(world, atDesk(world, input), 'offline')),
  /** Take so many sessions without a click; 0 switches it off. */
  autoAccept: control(z.object({ ...who, upTo: z.number().int().min(0).max(100) }), async (world, input) => {
    const { account, agent } = atDesk(world, input);
    agent.autoAccept = input.upTo;
    agentChanged(world, account, agent);
    await sessions.assignWaiting(world, account);
  }),
  /** Accept a waiting user, the one who has waited longest unless named. */
  accept: control(z.object({ ...who, user: z.string().optional() }), async (world, input) => {
    const { account, agent } = atDesk(world, input);
    if (!sessions.canServe(agent)) throw new ControlError(`agent: ${labelOf(agent)} is not online`);
    const openId = input.user === undefined ? undefined : userNamed(account, input.user).openId;
    const waiting = sessions
      .queueOf(account)
      .find((one) => sessions.mayServe(one, agent) && (openId === undefined || one.openId === openId));
    if (!waiting) throw new ControlError(`user: nobody waits whom ${labelOf(agent)} may accept`);
    await sessions.startSession(world, account, waiting.openId, agent);
    return { openId: waiting.openId };
  }),
  say: control(z.object({ ...who, user: z.string(), text: z.string().min(1) }), (world, input) =>
    write(world, input, { kind: 'text', text: input.text }),
  ),
  sendImage: control(z.object({ ...who, user: z.string(), file: z.base64().default('') }), (world, input) => {
    const bytes = Buffer.from(input.file, 'base64');
    const file = { type: 'image' as const, name: 'sent.png', contentType: 'image/png', bytes, temporary: true };
    const { mediaId } = addMedia(world, accountNamed(world, input.account), file);
    write(world, input, { kind: 'image', mediaId });
  }),
  /** Hand the user on to a colleague. */
  switch: control(z.object({ ...who, user: z.string(), to: z.string() }), async (world, input) => {
    const desk = atDesk(world, input);
    const to = agentNamed(desk.account, input.to);
    if (!sessions.canServe(to)) throw new ControlError(`to: ${labelOf(to)} is not online`);
    await sessions.switchSession(world, desk.account, serving(desk, userNamed(desk.account, input.user)), to);
  }),
  close: control(z.object({ ...who, user: z.string() }), async (world, input) => {
    const desk = atDesk(world, input);
    await sessions.closeSession(world, desk.account, serving(desk, userNamed(desk.account, input.user)));
  }),
};
