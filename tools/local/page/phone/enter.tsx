import { useState } from 'preact/hooks';
import { sessionFrom } from '../../../mini-program/session-from.js';
import type { User } from '../../../simulator/index.ts';
import { control } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt, tell } from '../live/notice.ts';
import { account } from '../live/world.ts';

/** Tap the contact button of a mini program, with what its page passes along. */
export function EnterMiniProgram({ person, done }: { person: User; done: () => void }) {
  const [source, setSource] = useState('商品页');
  const [nickName, setNickName] = useState(person.name);
  const [product, setProduct] = useState('5G 畅享套餐');
  const enter = (event: Event) => {
    event.preventDefault();
    const avatarUrl = `${location.origin}/avatar.svg`;
    const passed = sessionFrom({ source, nickName, avatarUrl, customField: { product } });
    void attempt(async () => {
      await control('users/enter', { account: account.value, user: person.openId, sessionFrom: passed });
      tell(t('已进入客服会话，现在说点什么吧', 'The conversation is open: say something'));
      done();
    });
  };
  const fields: [string, string, (value: string) => void][] = [
    [t('来源', 'Source'), source, setSource],
    [t('昵称', 'Nickname'), nickName, setNickName],
    [t('商品', 'Product'), product, setProduct],
  ];
  return (
    <form class="enter" onSubmit={enter}>
      <p class="label">session-from</p>
      <div class="weui-cells weui-cells_form">
        {fields.map(([label, value, set]) => (
          <label key={label} class="weui-cell">
            <span class="weui-cell__hd weui-label">{label}</span>
            <span class="weui-cell__bd">
              <input class="weui-input" value={value} onInput={({ currentTarget }) => set(currentTarget.value)} />
            </span>
          </label>
        ))}
      </div>
      <button type="submit" class="weui-btn weui-btn_primary">
        {t('从小程序进入客服', 'Enter from the mini program')}
      </button>
    </form>
  );
}
