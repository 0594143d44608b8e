import { t } from '../live/language.ts';
import { clockTime } from '../live/now.ts';
import type { Tab } from '../live/tab.ts';
import { account, state } from '../live/world.ts';

/** What the simulated WeChat says of us: answers it did not take, and every call of its API. */
export const tab: Tab = {
  id: 'wechat',
  order: 60,
  title: () => t('微信侧', 'WeChat side'),
  count: () => rejections().length,
  ofSimulator: true,
  View: WeChatSide,
};

const MOST_SHOWN = 100;
const rejections = () => (state.value?.rejections ?? []).filter((one) => one.account === account.value);

function WeChatSide() {
  const calls = (state.value?.calls ?? []).filter(
    (call) => call.account === undefined || call.account === account.value,
  );
  return (
    <>
      <h3>{t('被微信拒绝的应答', 'Answers that WeChat did not take')}</h3>
      {rejections().length === 0 && <p class="empty">{t('没有，一切正常', 'None: all is well')}</p>}
      {rejections()
        .slice(-MOST_SHOWN)
        .reverse()
        .map(({ id, at, reason, detail, effect }) => (
          <article key={id} class="box">
            <h3>
              <span class="badge bad">{reason}</span> <span class="badge">{effect}</span> <small>{clockTime(at)}</small>
            </h3>
            <p>{detail}</p>
          </article>
        ))}
      <h3>{t('接口调用', 'API calls')}</h3>
      {calls.length === 0 && <p class="empty">{t('还没有', 'None yet')}</p>}
      {calls.length > 0 && <Calls calls={calls.slice(-MOST_SHOWN).reverse()} />}
    </>
  );
}

function Calls({ calls }: { calls: { id: number; at: number; path: string; errcode: number; errmsg: string }[] }) {
  return (
    <div class="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('时间', 'Time')}</th>
            <th scope="col">{t('接口', 'Path')}</th>
            <th scope="col">errcode</th>
          </tr>
        </thead>
        <tbody>
          {calls.map(({ id, at, path, errcode, errmsg }) => (
            <tr key={id}>
              <td>{clockTime(at)}</td>
              <td>{path}</td>
              <td>
                <span class={errcode === 0 ? 'badge live' : 'badge bad'}>{errcode}</span>{' '}
                {errcode !== 0 && <small>{errmsg}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
