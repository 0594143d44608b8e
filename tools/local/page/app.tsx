import { Desk } from './desk/desk.tsx';
import { t } from './live/language.ts';
import { notice } from './live/notice.ts';
import { pane } from './live/tab-open.ts';
import { accountView, connected, simulated } from './live/world.ts';
import { Header } from './parts/header.tsx';
import { Icon } from './parts/icon.tsx';
import { Panel } from './parts/panel.tsx';
import { Phone } from './phone/phone.tsx';

/** The whole page: the phone, the desk, and what happened. */
export function App() {
  return (
    <>
      <Header />
      {!connected.value && (
        <p class="banner" role="alert">
          {t('与本机服务的连接断开了，正在重新连接……', 'The connection to the local service is lost; trying again…')}
        </p>
      )}
      <main class="columns" data-pane={simulated.value ? pane.value : 'panel'}>
        {simulated.value && <Phone />}
        {simulated.value && <Desk />}
        <Panel />
      </main>
      {simulated.value && <Panes />}
      <div class="toast-place" role="status" aria-live="polite">
        {notice.value && <p class={notice.value.bad ? 'toast bad' : 'toast'}>{notice.value.text}</p>}
      </div>
    </>
  );
}

function Panes() {
  const panes = [
    { id: 'phone' as const, icon: 'phone' as const, title: t('手机', 'Phone') },
    { id: 'desk' as const, icon: 'headset' as const, title: t('坐席', 'Desk') },
    { id: 'panel' as const, icon: 'search' as const, title: t('过程与规则', 'Inside') },
  ];
  const waiting = accountView.value?.waiting.length ?? 0;
  return (
    <nav class="panes weui-tabbar" aria-label={t('页面各部分', 'Parts of the page')}>
      {panes.map(({ id, icon, title }) => (
        <button
          key={id}
          type="button"
          class={pane.value === id ? 'weui-tabbar__item weui-bar__item_on' : 'weui-tabbar__item'}
          aria-pressed={pane.value === id}
          onClick={() => {
            pane.value = id;
          }}
        >
          <Icon name={icon} />
          <span class="weui-tabbar__label">{title}</span>
          {id === 'desk' && waiting > 0 && <b class="weui-badge">{waiting}</b>}
        </button>
      ))}
    </nav>
  );
}
