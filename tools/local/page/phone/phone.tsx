import { t } from '../live/language.ts';
import { now } from '../live/now.ts';
import { accountView, isMiniProgram, user } from '../live/world.ts';
import { Scrolling } from '../parts/scrolling.tsx';
import { Chat } from './chat.tsx';
import { Composer } from './composer.tsx';
import { People } from './people.tsx';

/** A phone with the chat of one user and the account. */
export function Phone() {
  const person = user.value;
  const settings = accountView.value?.settings;
  return (
    <section class="phone" aria-label={t('手机：扮演用户', 'Phone: you play the user')}>
      <h2 class="unseen">{t('手机', 'Phone')}</h2>
      <People />
      <div class="screen">
        <div class="screen-title">
          <strong>{settings?.title ?? '…'}</strong>
          {person && person.typingUntil > now.value ? (
            <small>{t('对方正在输入…', 'typing…')}</small>
          ) : (
            <small>
              {isMiniProgram.value ? t('小程序客服', 'Mini program service') : t('公众号', 'Official account')}
            </small>
          )}
        </div>
        <Scrolling class="chat" label={t('聊天', 'Chat')} who={person?.openId ?? ''}>
          {person ? <Chat person={person} /> : <p class="empty">{t('还没有用户', 'No user yet')}</p>}
        </Scrolling>
        {person && <Composer person={person} />}
      </div>
    </section>
  );
}
