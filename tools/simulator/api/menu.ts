/** Menus and automatic replies. @see 自定义菜单, 获取公众号的自动回复规则 */
import { z } from 'zod';
import type { MenuButton } from '../types.ts';
import { emit } from '../world.ts';
import { Refusal } from './refusal.ts';
import { type Call, fieldsOf, type Route } from './route.ts';

const MOST_BUTTONS = 3;
const MOST_SUB_BUTTONS = 5;
const NAME_BYTES = 16;
const SUB_NAME_BYTES = 60;

/** Which field each type of button needs. */
const NEEDS: Record<string, keyof MenuButton> = {
  click: 'key',
  view: 'url',
  scancode_push: 'key',
  scancode_waitmsg: 'key',
  pic_sysphoto: 'key',
  pic_photo_or_album: 'key',
  pic_weixin: 'key',
  location_select: 'key',
  media_id: 'media_id',
  view_limited: 'media_id',
  article_id: 'article_id',
  article_view_limited: 'article_id',
  miniprogram: 'pagepath',
};

const own = { right: 'menu' as const, only: 'official' as const };

export const MENU: Route[] = [
  { path: '/cgi-bin/menu/create', methods: ['POST'], ...own, perDay: 1000, run: create },
  { path: '/cgi-bin/menu/get', methods: ['GET'], ...own, run: get },
  { path: '/cgi-bin/menu/delete', methods: ['GET'], ...own, perDay: 1000, run: remove },
  { path: '/cgi-bin/get_current_selfmenu_info', methods: ['GET'], only: 'official', run: current },
  { path: '/cgi-bin/get_current_autoreply_info', methods: ['GET'], only: 'official', run: autoReplies },
];

const LEAF = z.looseObject({ name: z.string(), type: z.string().optional() });
const MENU_BODY = z.object({ button: z.array(LEAF.extend({ sub_button: z.array(LEAF).optional() })) });

function create(call: Call): undefined {
  const button = fieldsOf(call, MENU_BODY).button as unknown as MenuButton[];
  if (button.length === 0 || button.length > MOST_BUTTONS) throw new Refusal(40016);
  for (const one of button) checkButton(one);
  call.account.menu = { button };
  changed(call);
}

function checkButton({ sub_button: subButtons = [], ...button }: MenuButton): void {
  if (subButtons.length === 0) {
    checkLeaf(button, NAME_BYTES);
    return;
  }
  if (subButtons.length > MOST_SUB_BUTTONS) throw new Refusal(40016);
  checkNameBytes(button.name, NAME_BYTES);
  for (const leaf of subButtons) checkLeaf(leaf, SUB_NAME_BYTES);
}

function checkLeaf(button: MenuButton, nameBytes: number): void {
  checkNameBytes(button.name, nameBytes);
  const needed = NEEDS[button.type ?? ''];
  if (!needed) throw new Refusal(40015);
  if (!button[needed]) throw new Refusal(40097, `${button.name}: ${needed}`);
}

function checkNameBytes(name: string, most: number): void {
  if (name === '' || Buffer.byteLength(name) > most) throw new Refusal(40018);
}

const changed = ({ world, account }: Call) => emit(world, { type: 'account.changed', account: account.settings.name });

function get({ account }: Call) {
  if (!account.menu) throw new Refusal(46003);
  const button = account.menu.button.map((one) => ({ ...one, sub_button: one.sub_button ?? [] }));
  return { menu: { button } };
}

function remove(call: Call): undefined {
  delete call.account.menu;
  changed(call);
}

/** The same menu in the form of this call, where sub buttons are in a `list`. */
function current({ account }: Call) {
  const button = (account.menu?.button ?? []).map(({ sub_button: list, ...one }) =>
    list && list.length > 0 ? { name: one.name, sub_button: { list } } : one,
  );
  return { is_menu_open: account.menu ? 1 : 0, ...(account.menu ? { selfmenu_info: { button } } : {}) };
}

function autoReplies({ account }: Call) {
  return account.autoReplies ?? { is_add_friend_reply_open: 0, is_autoreply_open: 0 };
}
