import { useState } from 'preact/hooks';
import type { User } from '../../../simulator/index.ts';
import { control } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { account, accountView, isMiniProgram } from '../live/world.ts';
import { Icon } from '../parts/icon.tsx';
import { MenuBar } from './menu-bar.tsx';
import { More } from './more.tsx';

/** Where one types as the user, with something to begin with. */
export function Composer({ person }: { person: User }) {
  const [text, setText] = useState('');
  const [more, setMore] = useState(false);
  const say = (words: string) =>
    attempt(() => control('users/type', { account: account.value, user: person.openId, text: words }));
  const send = async () => {
    setText('');
    // what could not be said stands there again
    if (!(await say(text))) setText((since) => since || text);
  };
  const away = !isMiniProgram.value && !person.following;
  return (
    <div class="composer">
      {away ? (
        <p class="empty">{t('用户没有关注公众号', 'The user does not follow the account')}</p>
      ) : (
        <Suggestions say={say} />
      )}
      <form
        class="composer-row"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) void send();
        }}
      >
        <input
          class="field"
          aria-label={t('以用户身份输入', 'Type as the user')}
          placeholder={t('以用户身份输入…', 'Type as the user…')}
          autocomplete="off"
          disabled={away}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="submit" class="weui-btn weui-btn_mini weui-btn_primary" disabled={away || text.trim() === ''}>
          {t('发送', 'Send')}
        </button>
        <button
          type="button"
          class="plain-button round"
          aria-expanded={more}
          aria-label={t('更多：图片、语音、扫码……', 'More: picture, voice, code…')}
          onClick={() => setMore(!more)}
        >
          <Icon name="plus" />
        </button>
      </form>
      {more && <More person={person} done={() => setMore(false)} />}
      {accountView.value?.menu && !away && <MenuBar person={person} menu={accountView.value.menu} />}
    </div>
  );
}

function Suggestions({ say }: { say: (text: string) => unknown }) {
  const texts: [string, string][] = [
    ['流量', t('问活动', 'ask about an offer')],
    ['0', t('找人工', 'ask for a human')],
    ['演示', t('看本领', 'see what it can do')],
  ];
  return (
    <fieldset class="suggestions">
      <legend>{t('点一下试试', 'Press one to try')}</legend>
      {texts.map(([text, what]) => (
        <button key={text} type="button" class="chip" onClick={() => say(text)}>
          <b>{text}</b> {what}
        </button>
      ))}
    </fieldset>
  );
}
