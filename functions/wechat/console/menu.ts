import type { WireFields } from '../body.ts';
import { type ConsoleReply, consoleReply, fieldsOf, listOf } from './replies.ts';

/** A button as `menu/create` takes it. */
export interface MenuButton {
  name: string;
  type?: string;
  key?: string;
  url?: string;
  appid?: string;
  pagepath?: string;
  media_id?: string;
  article_id?: string;
  sub_button?: MenuButton[];
}

/** A menu as `menu/create` takes it and `menu/get` gives it: the form operators know. @see 创建自定义菜单 */
export interface Menu {
  button: MenuButton[];
}

/** A button of the menu that users see, made by API or in the console. */
export type SeenButton =
  | { name: string; buttons: SeenButton[] }
  /** Works by API too. */
  | { name: string; button: MenuButton }
  /** The console answers it by itself. */
  | { name: string; reply: ConsoleReply };

/** The menu users see. @see 查询自定义菜单的信息 */
export interface SeenMenu {
  open: boolean;
  buttons: SeenButton[];
}

const API_FIELDS = ['key', 'url', 'appid', 'pagepath', 'media_id', 'article_id'] as const;
const API_TYPES = new Set([
  ...['click', 'view', 'miniprogram', 'scancode_push', 'scancode_waitmsg', 'pic_sysphoto', 'pic_photo_or_album'],
  ...['pic_weixin', 'location_select', 'media_id', 'view_limited', 'article_id', 'article_view_limited'],
]);

/** Read what `get_current_selfmenu_info` answers. */
export function seenMenuFrom(fields: WireFields): SeenMenu {
  const buttons = listOf(fieldsOf(fields.selfmenu_info).button).map(seenButton);
  return { open: Number(fields.is_menu_open) === 1, buttons };
}

function seenButton(fields: WireFields): SeenButton {
  const name = String(fields.name ?? '');
  const inner = listOf(fieldsOf(fields.sub_button).list);
  if (inner.length > 0) return { name, buttons: inner.map(seenButton) };
  if (!API_TYPES.has(String(fields.type))) return { name, reply: consoleReply(fields) };
  return { name, button: leaf(name, fields) };
}

const leaf = (name: string, fields: WireFields): MenuButton => ({
  name,
  type: String(fields.type),
  ...Object.fromEntries(
    API_FIELDS.filter((field) => fields[field] !== undefined && fields[field] !== '').map((field) => [
      field,
      String(fields[field]),
    ]),
  ),
});

/** What `menu/get` answers, without the empty lists it adds. */
export function menuFrom(fields: WireFields): Menu {
  return { button: listOf(fieldsOf(fields.menu).button).map(ownButton) };
}

function ownButton(fields: WireFields): MenuButton {
  const inner = listOf(fields.sub_button);
  const name = String(fields.name ?? '');
  return inner.length > 0
    ? { name, sub_button: inner.map((one) => leaf(String(one.name ?? ''), one)) }
    : leaf(name, fields);
}
