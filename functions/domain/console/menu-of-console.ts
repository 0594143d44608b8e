import type { Menu, MenuButton, SeenButton, SeenMenu } from '../../wechat/console/menu.ts';
import { type Moved, movedReply } from './rule-of-reply.ts';

/** The menu users see as one that can be made by API, with a rule for each button that the console answers itself. */
export interface MovedMenu extends Moved {
  menu: Menu;
}

/** Take over the menu of the console. */
export function movedMenu({ buttons }: SeenMenu): MovedMenu {
  const moved: MovedMenu = { menu: { button: [] }, rules: [], cannotMove: [] };
  moved.menu.button = buttons.flatMap((one, index) => movedButton(one, [index + 1], moved));
  return moved;
}

function movedButton(seen: SeenButton, place: number[], moved: MovedMenu): MenuButton[] {
  const { name } = seen;
  if ('button' in seen) return [seen.button];
  if ('buttons' in seen) {
    const inner = seen.buttons.flatMap((one, index) => movedButton(one, [...place, index + 1], moved));
    return inner.length > 0 ? [{ name, sub_button: inner }] : [];
  }
  const reply = movedReply(seen.reply, `菜单 menu button "${name}"`, moved.cannotMove);
  if (reply === undefined) return [];
  const key = `console-menu-${place.join('-')}`;
  moved.rules.push({ id: key, match: 'event', keywords: [`CLICK:${key}`], reply });
  return [{ name, type: 'click', key }];
}
