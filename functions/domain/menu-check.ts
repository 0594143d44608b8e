import type { MenuButton } from '../wechat/console/menu.ts';
import type { Fault } from './rules/rule.ts';

// Limits of 创建自定义菜单.
const MOST_BUTTONS = 3;
const MOST_SUB_BUTTONS = 5;
const NAME_BYTES = 16;
const SUB_NAME_BYTES = 60;
const KEY_BYTES = 128;
const URL_BYTES = 1024;

/** Which fields each type of button needs. */
const NEEDS: Record<string, readonly (keyof MenuButton)[]> = {
  click: ['key'],
  view: ['url'],
  scancode_push: ['key'],
  scancode_waitmsg: ['key'],
  pic_sysphoto: ['key'],
  pic_photo_or_album: ['key'],
  pic_weixin: ['key'],
  location_select: ['key'],
  media_id: ['media_id'],
  view_limited: ['media_id'],
  article_id: ['article_id'],
  article_view_limited: ['article_id'],
  miniprogram: ['url', 'appid', 'pagepath'],
};

/** Everything that WeChat would refuse about a menu, with the mend. */
export function menuFaults(buttons: readonly MenuButton[]): Fault[] {
  const count = buttons.length;
  const size =
    count === 0 || count > MOST_BUTTONS
      ? [fault('menu.button', `has ${count} buttons; WeChat takes 1 to ${MOST_BUTTONS}`)]
      : [];
  return [...size, ...buttons.flatMap((button, index) => buttonFaults(button, `menu.button[${index}]`))];
}

function buttonFaults(button: MenuButton, at: string): Fault[] {
  const { sub_button: inner = [] } = button;
  if (inner.length === 0) return leafFaults(button, at, NAME_BYTES);
  const many = inner.length > MOST_SUB_BUTTONS;
  return [
    ...nameFaults(button, at, NAME_BYTES),
    ...(button.type === undefined
      ? []
      : [fault(`${at}.type`, 'has no effect on a button that opens others; remove it')]),
    ...(many ? [fault(`${at}.sub_button`, `has ${inner.length} buttons; WeChat takes ${MOST_SUB_BUTTONS}`)] : []),
    ...inner.flatMap((one, index) => innerFaults(one, `${at}.sub_button[${index}]`)),
  ];
}

const innerFaults = (button: MenuButton, at: string): Fault[] =>
  (button.sub_button ?? []).length > 0
    ? [fault(`${at}.sub_button`, 'is a third level; WeChat has two')]
    : leafFaults(button, at, SUB_NAME_BYTES);

function leafFaults(button: MenuButton, at: string, nameBytes: number): Fault[] {
  const needs = NEEDS[button.type ?? ''];
  const types = Object.keys(NEEDS).join(', ');
  if (!needs)
    return [
      ...nameFaults(button, at, nameBytes),
      fault(`${at}.type`, `is ${button.type ?? 'missing'}; write one of ${types}`),
    ];
  return [
    ...nameFaults(button, at, nameBytes),
    ...needs
      .filter((field) => !button[field])
      .map((field) => fault(`${at}.${field}`, `is missing; ${button.type} needs it`)),
    ...tooLong(button, 'key', at, KEY_BYTES),
    ...tooLong(button, 'url', at, URL_BYTES),
    ...urlFaults(button, at),
  ];
}

function nameFaults({ name }: MenuButton, at: string, most: number): Fault[] {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0) return [fault(`${at}.name`, 'is missing; users see it')];
  if (bytes <= most) return [];
  return [
    fault(`${at}.name`, `is ${bytes} bytes; WeChat takes ${most}, which is ${Math.floor(most / 3)} Chinese characters`),
  ];
}

function tooLong(button: MenuButton, field: 'key' | 'url', at: string, most: number): Fault[] {
  const bytes = Buffer.byteLength(button[field] ?? '');
  return bytes > most ? [fault(`${at}.${field}`, `is ${bytes} bytes; WeChat takes ${most}`)] : [];
}

const urlFaults = ({ url }: MenuButton, at: string): Fault[] =>
  url === undefined || url === '' || (/^https?:\/\//.test(url) && URL.canParse(url))
    ? []
    : [fault(`${at}.url`, 'is no web address; begin it with https://')];

const fault = (field: string, message: string): Fault => ({ field, message });

/** A button whose tap comes to us as an event, as a rule names it; the user waits for an answer. */
export interface AnsweredTap {
  name: string;
  /** `CLICK:key`. */
  event: string;
}

/** The taps that need a rule. */
export function answeredTaps(buttons: readonly MenuButton[]): AnsweredTap[] {
  return buttons.flatMap(({ name, type, key, sub_button: inner }) => {
    if (inner && inner.length > 0) return answeredTaps(inner);
    if (type === 'click') return [{ name, event: `CLICK:${key ?? ''}` }];
    return type === 'scancode_waitmsg' ? [{ name, event: `scancode_waitmsg:${key ?? ''}` }] : [];
  });
}
