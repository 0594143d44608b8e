import { useState } from 'preact/hooks';
import { sessionFrom } from '../../../mini-program/session-from.js';
import type { User } from '../../../simulator/index.ts';
import { control } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { account } from '../live/world.ts';

/** Tap the contact button of a mini program, with what its page passes along. */
export function EnterMiniProgram({ person }: { person: User }) {
  const [source, setSource] = useState('商品页');
  const [nickName, setNickName] = useState(person.name);
  const [product, setProduct] = useState('5G 畅享套餐');
  const enter = (event: Event) => {
    event.preventDefault();
    const avatarUrl = `${location.origin}/avatar.svg`;
    const passed = sessionFrom({ source, nickName, avatarUrl, customField: { product } });
    void attempt(() => control('users/enter', { account: account.value, user: person.openId, sessionFrom: passed }));
  };
  const fields: [string, string, (value: string) => void][] = [
    [t('来源', 'Source'), source, setSource],
    [t('昵称', 'Nickname'), nickName, setNickName],
    [t('商品', 'Product'), product, setProduct],
  ];
  return (
    <form class="enter" onSubmit={enter}>
      <p class="label">session-from</p>
      {fields.map(([label, value, set]) => (
        <label key={label}>
          <span>{label}</span>
          <input class="field" value={value} onInput={({ currentTarget }) => set(currentTarget.value)} />
        </label>
      ))}
      <button type="submit" class="main-button">
        {t('从小程序进入客服', 'Enter from the mini program')}
      </button>
    </form>
  );
}
