import { language, t } from '../live/language.ts';
import { clockTime, now } from '../live/now.ts';
import { account, chooseAccount, namedAccounts, simulated, state } from '../live/world.ts';
import { ClockButtons } from './clock-buttons.tsx';
import { Icon } from './icon.tsx';

const SEEDED: Record<string, [string, string]> = {
  demo: ['服务号', 'Official account'],
  plain: ['服务号 · 明文', 'Plain mode'],
  mini: ['小程序', 'Mini program'],
};

/** Name, account, clock and language. */
export function Header() {
  return (
    <header class="top">
      <h1>
        <img src="/icon.svg" alt="" width="28" height="28" />
        WeChat Kefu
      </h1>
      <Accounts />
      {simulated.value && (
        <div class="clock">
          <span class="clock-time" title={t('模拟微信的时间', 'Time in the simulated WeChat')}>
            <Icon name="clock" size={17} /> {clockTime(now.value, true)}
          </span>
          <ClockButtons />
        </div>
      )}
      <button
        type="button"
        class="plain-button language"
        lang={language.value === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => {
          language.value = language.value === 'zh' ? 'en' : 'zh';
        }}
      >
        {language.value === 'zh' ? 'English' : '中文'}
      </button>
    </header>
  );
}

function Accounts() {
  const names = namedAccounts.value ?? Object.keys(state.value?.accounts ?? { demo: 0, plain: 0, mini: 0 });
  return (
    <fieldset class="segments">
      <legend class="unseen">{t('账号', 'Account')}</legend>
      {names.map((name) => (
        <label key={name} class={account.value === name ? 'segment chosen' : 'segment'}>
          <input type="radio" name="account" checked={account.value === name} onChange={() => chooseAccount(name)} />
          {SEEDED[name] ? t(...SEEDED[name]) : name}
        </label>
      ))}
    </fieldset>
  );
}
