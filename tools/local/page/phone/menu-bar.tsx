import { useState } from 'preact/hooks';
import type { User } from '../../../simulator/index.ts';
import type { MenuButton } from '../../../simulator/types.ts';
import { control } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { account } from '../live/world.ts';

/** The account's own menu under the chat. */
export function MenuBar({ person, menu }: { person: User; menu: { button: MenuButton[] } }) {
  const [open, setOpen] = useState<string | undefined>(undefined);
  const tap = (button: MenuButton) => {
    setOpen(undefined);
    void attempt(() => control('users/tapMenu', { account: account.value, user: person.openId, button: button.name }));
  };
  return (
    <nav class="menu-bar" aria-label={t('公众号菜单', "The account's menu")}>
      {menu.button.map((button) => (
        <div key={button.name}>
          {open === button.name && (
            <div class="menu-leaves">
              {(button.sub_button ?? []).map((leaf) => (
                <button key={leaf.name} type="button" onClick={() => tap(leaf)}>
                  {leaf.name}
                </button>
              ))}
            </div>
          )}
          <button
            type="button"
            onClick={() => {
              if (!button.sub_button?.length) return tap(button);
              setOpen(open === button.name ? undefined : button.name);
            }}
          >
            {button.name}
          </button>
        </div>
      ))}
    </nav>
  );
}
