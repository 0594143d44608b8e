import type { WaitingUser } from '../../../simulator/types.ts';
import { control } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { now, span } from '../live/now.ts';
import { account, accountView, agent, agentKey, nameOf } from '../live/world.ts';
import { talkingTo } from './desk.tsx';
import { inWords } from './in-words.ts';

const MOST_SHOWN = 50;

/** Users who wait for an agent, the longest first. */
export function Queue() {
  const waiting = [...(accountView.value?.waiting ?? [])].sort((a, b) => a.since - b.since);
  return (
    <div class="queue">
      <h2>
        {t('等待队列', 'Waiting')} <span class={waiting.length > 0 ? 'count hot' : 'count'}>{waiting.length}</span>
      </h2>
      <ul aria-live="polite">
        {waiting.slice(0, MOST_SHOWN).map((one) => (
          <Waiting key={one.openId} one={one} />
        ))}
      </ul>
    </div>
  );
}

function Waiting({ one }: { one: WaitingUser }) {
  const desk = accountView.value?.users[one.openId]?.desk ?? [];
  const last = desk.findLast(({ from }) => from === 'user');
  const online = agent.value?.presence === 'online';
  const accept = () =>
    attempt(async () => {
      const who = agent.value ? agentKey(agent.value) : '';
      await control('agents/accept', { account: account.value, agent: who, user: one.openId });
      talkingTo.value = one.openId;
    });
  return (
    <li>
      <span class="avatar user" aria-hidden="true">
        {nameOf(one.openId).slice(0, 1)}
      </span>
      <span class="queue-who">
        <strong>{nameOf(one.openId)}</strong>
        <small>
          {last && inWords(last.content)} · {t('已等', 'waits')} {span(now.value - one.since)}
        </small>
      </span>
      <button type="button" class="main-button calling" disabled={!online} onClick={accept}>
        {t('接入', 'Accept')}
      </button>
    </li>
  );
}
