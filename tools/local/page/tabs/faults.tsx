import { useState } from 'preact/hooks';
import type { Fault, FaultKind } from '../../../simulator/types.ts';
import { control } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import type { Tab } from '../live/tab.ts';
import { account, state } from '../live/world.ts';

/** Things that go wrong on demand. */
export const tab: Tab = {
  id: 'faults',
  order: 70,
  title: () => t('故障', 'Faults'),
  count: () => state.value?.faults.length ?? 0,
  ofSimulator: true,
  View: Faults,
};

const CUSTOM_SEND = '/cgi-bin/message/custom/send';

interface Recipe {
  fault: Omit<Fault, 'id'>;
  title: string;
}

const recipes = (): Recipe[] => [
  {
    title: t('回调的应答丢失一次：微信会重试', "The callback's answer is lost once: WeChat tries again"),
    fault: { target: 'callback', kind: 'drop-after', times: 1 },
  },
  {
    title: t('同一条消息同时推送两次', 'A message is pushed twice at once'),
    fault: { target: 'callback', kind: 'duplicate', times: 1 },
  },
  {
    title: t('回调慢 6 秒：超过微信的 5 秒', 'The callback is 6 s slow: over WeChat’s 5'),
    fault: { target: 'callback', kind: 'slow-callback', seconds: 6, times: 1 },
  },
  {
    title: t('客服消息返回“系统繁忙”（-1）', 'Custom send says "system busy" (-1)'),
    fault: { target: CUSTOM_SEND, kind: 'errcode', errcode: -1, times: 1 },
  },
  {
    title: t('客服消息已发出，但应答丢失', 'A custom send arrives, but its answer is lost'),
    fault: { target: CUSTOM_SEND, kind: 'drop-after', times: 1 },
  },
  {
    title: t('令牌突然失效', 'The access token is suddenly dead'),
    fault: { target: '*', kind: 'expired-token', times: 1 },
  },
];

const KINDS: FaultKind[] = [
  'delay',
  'drop-before',
  'drop-after',
  'errcode',
  'expired-token',
  'http-error',
  'slow-callback',
  'duplicate',
];

const add = (fault: object) => attempt(() => control('faults/add', { ...fault, account: account.value }));

function Faults() {
  const faults = state.value?.faults ?? [];
  return (
    <>
      <h3>{t('生效中的故障', 'Faults in force')}</h3>
      {faults.length === 0 && <p class="empty">{t('没有', 'None')}</p>}
      {faults.map(({ id, target, kind, times, account: only }) => (
        <div key={id} class="bar">
          <span class="badge bad">{kind}</span>
          <span class="grow">
            {target} {only} {times !== undefined && `× ${times}`}
          </span>
          <button type="button" class="plain-button" onClick={() => attempt(() => control('faults/clear', { id }))}>
            {t('移除', 'Remove')}
          </button>
        </div>
      ))}
      <h3>{t('制造一个', 'Make one')}</h3>
      <ul class="choices">
        {recipes().map(({ title, fault }) => (
          <li key={title}>
            <button type="button" class="plain-button" onClick={() => add(fault)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
      <OwnFault />
    </>
  );
}

function OwnFault() {
  const [target, setTarget] = useState(CUSTOM_SEND);
  const [kind, setKind] = useState<FaultKind>('errcode');
  const [errcode, setErrcode] = useState('45047');
  const submit = (event: Event) => {
    event.preventDefault();
    void add({ target, kind, times: 1, ...(kind === 'errcode' && { errcode: Number(errcode) }) });
  };
  return (
    <form class="form" onSubmit={submit}>
      <label>
        <span class="label">{t('接口路径、* 或 callback', 'API path, * or callback')}</span>
        <input class="field" value={target} onInput={({ currentTarget }) => setTarget(currentTarget.value)} />
      </label>
      <div class="pair">
        <label>
          <span class="label">{t('故障', 'Fault')}</span>
          <select
            class="field"
            value={kind}
            onChange={({ currentTarget }) => setKind(currentTarget.value as FaultKind)}
          >
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        {kind === 'errcode' && (
          <label>
            <span class="label">errcode</span>
            <input
              class="field"
              inputMode="numeric"
              value={errcode}
              onInput={({ currentTarget }) => setErrcode(currentTarget.value)}
            />
          </label>
        )}
      </div>
      <div class="buttons">
        <button type="submit" class="main-button">
          {t('让它发生一次', 'Let it happen once')}
        </button>
      </div>
    </form>
  );
}
