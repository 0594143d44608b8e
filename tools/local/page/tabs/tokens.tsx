import { useEffect, useState } from 'preact/hooks';
import { invoke } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { clockTime, now, span } from '../live/now.ts';
import type { Tab } from '../live/tab.ts';
import { account, readOnly } from '../live/world.ts';

/** Health of the access token, as `kefu-admin-account` tells it; the token itself never comes here. */
export const tab: Tab = { id: 'tokens', order: 50, title: () => t('令牌', 'Token'), View: Tokens };

const MINUTE = 60;

const LABELS: Record<string, [string, string]> = {
  alive: ['可用', 'Alive'],
  fetchedAt: ['获取时间', 'Fetched'],
  expiresAt: ['到期', 'Expires'],
  secondsLeft: ['剩余秒数', 'Seconds left'],
  ageSeconds: ['已用', 'Age'],
  fetches: ['获取次数', 'Fetches'],
  forcedCount: ['今日强制刷新', 'Forced today'],
  failingSince: ['开始失败于', 'Failing since'],
  lastError: ['最近错误', 'Last error'],
};

type Facts = Record<string, unknown>;

function Tokens() {
  const [facts, setFacts] = useState<Facts | undefined>(undefined);
  const name = account.value;
  const minute = Math.floor(now.value / MINUTE);
  useEffect(() => {
    void ask(name, 'token', setFacts, minute);
  }, [name, minute]);
  return (
    <>
      <div class="bar">
        {!readOnly.value && (
          <button type="button" class="plain-button" onClick={() => ask(name, 'refresh', setFacts)}>
            {t('立即刷新', 'Refresh now')}
          </button>
        )}
        <span class="hint">kefu-admin-account · {name}</span>
      </div>
      {facts?.alive === false && (
        <p class="hint">
          {t(
            '还没有令牌：每分钟检查一次，快进 1 分钟即可看到。',
            'No token yet: it is looked after every minute; advance the clock a minute.',
          )}
        </p>
      )}
      {facts && (
        <article class="box">
          <h3>{t('接口调用凭据 access_token', 'access_token')}</h3>
          <dl class="facts">
            {Object.entries(facts).map(([key, value]) => (
              <div key={key}>
                <dt>{LABELS[key] ? t(...LABELS[key]) : key}</dt>
                <dd>{shown(key, value)}</dd>
              </div>
            ))}
          </dl>
        </article>
      )}
    </>
  );
}

const ask = (name: string, action: string, set: (facts: Facts) => void, _minute?: number): Promise<boolean> =>
  attempt(async () => set((await invoke('kefu-admin-account', { action, account: name })).token as Facts));

/** Times are told as such. */
function shown(key: string, value: unknown): string {
  if (typeof value === 'number' && key.endsWith('At')) {
    const away = value - now.value;
    const when = away >= 0 ? t(`${span(away)}后`, `in ${span(away)}`) : t(`${span(-away)}前`, `${span(-away)} ago`);
    return `${clockTime(value, true)} (${when})`;
  }
  if (typeof value === 'number' && key.endsWith('Seconds')) return span(value);
  if (typeof value === 'boolean') return value ? t('是', 'yes') : t('否', 'no');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
