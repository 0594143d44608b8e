/** Taps on the menu under an official account's chat. @see 自定义菜单事件推送 */
import { createHash } from 'node:crypto';
import { addToChat } from './chats.ts';
import { locationFields, sendMessage } from './inbound.ts';
import { addMedia } from './media-store.ts';
import { pushEvent } from './pushes.ts';
import type { AccountState, ChatContent, MenuButton, Push, User } from './types.ts';
import { act, needsFollower } from './users.ts';
import { ControlError, type World } from './world.ts';

/** What the user gives when the button asks for it. */
export interface TapInput {
  scanResult: string;
  pictures: number;
  location: ChatContent & { kind: 'location' };
}

/** Which conditional menu it was; we have one. */
const MENU_ID = 434_650_000;

/** Only these three open a window for customer-service messages. */
const OPENS_WINDOW = ['click', 'scancode_push', 'scancode_waitmsg'];

/** Tap a button by its name or key. Buttons that show material push nothing. */
export async function tapMenu(world: World, account: AccountState, user: User, name: string, input: TapInput) {
  needsFollower(account, user);
  const button = buttonNamed(account, name);
  const type = button.type ?? '';
  act(world, account, user, OPENS_WINDOW.includes(type) ? 'menu-click' : undefined);
  return (await tap({ world, account, user, button, input })) ?? undefined;
}

function buttonNamed({ settings, menu }: AccountState, name: string): MenuButton {
  const leaves = (menu?.button ?? []).flatMap((one) => (one.sub_button?.length ? one.sub_button : [one]));
  const found = leaves.find((leaf) => leaf.name === name || leaf.key === name);
  if (found) return found;
  const names = leaves.map((leaf) => leaf.name).join(', ') || 'none';
  throw new ControlError(`button: the menu of ${settings.name} has no "${name}"; it has ${names}`);
}

interface Tap {
  world: World;
  account: AccountState;
  user: User;
  button: MenuButton;
  input: TapInput;
}

async function tap({ world, account, user, button, input }: Tap): Promise<Push | undefined> {
  const event = (type: string, fields: Parameters<typeof pushEvent>[4]) =>
    pushEvent(world, account, user.openId, type, fields);
  const EventKey = button.key ?? '';
  switch (button.type) {
    case 'click':
      return event('CLICK', { EventKey });
    case 'view':
      return event('VIEW', { EventKey: button.url ?? '', MenuId: MENU_ID });
    case 'miniprogram':
      return event('view_miniprogram', { EventKey: button.pagepath ?? '', MenuId: MENU_ID });
    case 'scancode_push':
    case 'scancode_waitmsg':
      return event(button.type, { EventKey, ScanCodeInfo: { ScanType: 'qrcode', ScanResult: input.scanResult } });
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
      return sendPictures({ world, account, user, button, input });
    case 'location_select':
      return sendPlace({ world, account, user, button, input });
    default:
      addToChat(world, account, user, { from: 'account', content: shown(button) });
      return undefined;
  }
}

const shown = ({ media_id = '', article_id = media_id, type }: MenuButton): ChatContent =>
  type === 'media_id' ? { kind: 'image', mediaId: media_id } : { kind: 'article', articleId: article_id };

/** The event tells how many pictures, and they follow as messages. */
async function sendPictures({ world, account, user, button, input }: Tap): Promise<Push> {
  const numbers = Array.from({ length: input.pictures }, (_, index) => index);
  const item = numbers.map((number) => ({
    PicMd5Sum: createHash('md5').update(`${user.openId}${number}`).digest('hex'),
  }));
  const push = await pushEvent(world, account, user.openId, button.type ?? '', {
    EventKey: button.key ?? '',
    SendPicsInfo: { Count: input.pictures, PicList: { item } },
  });
  for (const number of numbers) {
    const name = `picture-${number}.png`;
    const picture = { type: 'image' as const, name, contentType: 'image/png', bytes: Buffer.alloc(0), temporary: true };
    await sendMessage(world, account, user, { kind: 'image', mediaId: addMedia(world, account, picture).mediaId });
  }
  return push;
}

async function sendPlace({ world, account, user, button, input: { location } }: Tap): Promise<Push> {
  const push = await pushEvent(world, account, user.openId, 'location_select', {
    EventKey: button.key ?? '',
    SendLocationInfo: { ...locationFields(location), Poiname: '' },
  });
  await sendMessage(world, account, user, location);
  return push;
}
