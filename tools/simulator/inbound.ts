/**
 * Messages users send, as the callback gets them.
 *
 * @see 接收普通消息 in the documentation of official accounts; 接收消息和事件 of mini programs
 */
import { createHash } from 'node:crypto';
import { isMiniProgram } from './accounts.ts';
import { addToChat, addToDesk } from './chats.ts';
import { pushMessage } from './pushes.ts';
import { recordMessage } from './records.ts';
import { agentOf, joinQueue, keepFor30Minutes, sessionOf } from './sessions.ts';
import type { AccountState, ChatContent, Push, User, WireFields } from './types.ts';
import { act, needsFollower } from './users.ts';
import { ControlError, type World } from './world.ts';

/** Kinds a mini program's chat can send. */
const MINI_PROGRAM_KINDS = ['text', 'image', 'mini-program-page'];
/** A sticker arrives as this text. */
const STICKER_TEXT = '【收到不支持的消息类型，暂无法显示】';

/** How a message went: to the callback, or to the agent who serves the user. */
export type Sent = { to: 'callback'; push: Push } | { to: 'agent'; kfAccount: string };

/** A user's message, by whoever must hear it now. */
export async function sendMessage(
  world: World,
  account: AccountState,
  user: User,
  content: ChatContent,
): Promise<Sent> {
  checkKind(account, content);
  needsFollower(account, user);
  const entry = addToChat(world, account, user, { from: 'user', content });
  act(world, account, user, isMenuTap(content) ? 'menu-click' : 'message');
  const session = sessionOf(account, user.openId);
  const agent = session && agentOf(account, session);
  if (session && agent) {
    if (account.settings.release.restarts) keepFor30Minutes(world, account, session);
    addToDesk(world, account, user, { from: 'user', content });
    recordMessage(account, { openId: user.openId, operation: 2003, content, at: entry.at, agent });
    return { to: 'agent', kfAccount: agent.kfAccount };
  }
  const push = await pushMessage(world, account, user.openId, { ...wireOf(world, account, content), entry });
  if (!account.settings.push) await toAgents(world, account, user, content);
  return { to: 'callback', push };
}

/** Without message push, messages go to the agents' tool directly. */
async function toAgents(world: World, account: AccountState, user: User, content: ChatContent) {
  addToDesk(world, account, user, { from: 'user', content });
  await joinQueue(world, account, user);
}

/** A tap on an item of a menu message is a text that opens a menu click's window only. */
const isMenuTap = (content: ChatContent) => content.kind === 'text' && content.menuItemId !== undefined;

function checkKind({ settings }: AccountState, { kind }: ChatContent): void {
  const allowed = isMiniProgram(settings.kind) ? MINI_PROGRAM_KINDS.includes(kind) : kind !== 'mini-program-page';
  if (!allowed) throw new ControlError(`kind: a user cannot send ${kind} to ${settings.name}`);
}

function wireOf(world: World, { settings }: AccountState, content: ChatContent): { type: string; fields: WireFields } {
  switch (content.kind) {
    case 'text':
      return { type: 'text', fields: textFields(content) };
    case 'sticker':
      return { type: 'text', fields: { Content: STICKER_TEXT } };
    case 'image':
      return {
        type: 'image',
        fields: { PicUrl: content.url ?? mediaUrl(world, settings.name, content.mediaId), MediaId: content.mediaId },
      };
    case 'voice':
      return { type: 'voice', fields: voiceFields(content, settings.speechRecognition) };
    case 'video':
    case 'short-video':
      return {
        type: content.kind.replace('-', ''),
        fields: { MediaId: content.mediaId, ThumbMediaId: `${content.mediaId}-thumb` },
      };
    case 'location':
      return { type: 'location', fields: locationFields(content) };
    case 'link':
      return { type: 'link', fields: { Title: content.title, Description: content.description, Url: content.url } };
    case 'file':
      return { type: 'file', fields: fileFields(content) };
    case 'mini-program-page':
      return { type: 'miniprogrampage', fields: pageFields(world, settings.name, content) };
    default:
      throw new ControlError(`kind: a user cannot send ${content.kind}`);
  }
}

const textFields = ({ text, menuItemId, article }: ChatContent & { kind: 'text' }): WireFields => ({
  Content: text,
  ...(menuItemId === undefined ? {} : { bizmsgmenuid: menuItemId }),
  ...(article ? { MsgDataId: article.messageDataId, Idx: article.index } : {}),
});

const voiceFields = ({ mediaId, recognition }: ChatContent & { kind: 'voice' }, recognized: boolean): WireFields => ({
  MediaId: mediaId,
  Format: 'amr',
  MediaId16K: `${mediaId}-16k`,
  ...(recognized ? { Recognition: recognition ?? '' } : {}),
});

export const locationFields = (content: ChatContent & { kind: 'location' }): WireFields => ({
  Location_X: content.latitude,
  Location_Y: content.longitude,
  Scale: content.scale,
  Label: content.label,
});

const fileFields = ({ title, description, sizeBytes }: ChatContent & { kind: 'file' }): WireFields => {
  const digest = createHash('md5').update(title).digest('hex');
  return { Title: title, Description: description, FileKey: `key-${digest}`, FileMd5: digest, FileTotalLen: sizeBytes };
};

const pageFields = (world: World, account: string, page: ChatContent & { kind: 'mini-program-page' }): WireFields => ({
  Title: page.title,
  AppId: page.appId,
  PagePath: page.pagePath,
  ThumbUrl: mediaUrl(world, account, page.thumbMediaId),
  ThumbMediaId: page.thumbMediaId,
});

/** Where a picture can be fetched, as PicUrl says. */
export const mediaUrl = (world: World, account: string, mediaId: string): string =>
  `${world.baseUrl}/_simulator/media/${account}/${mediaId}`;
