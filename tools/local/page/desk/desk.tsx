import { signal } from '@preact/signals';
import { t } from '../live/language.ts';
import { accountView, agent } from '../live/world.ts';
import { Icon } from '../parts/icon.tsx';
import { AgentBar } from './agent-bar.tsx';
import { Queue } from './queue.tsx';
import { Talk } from './talk.tsx';

/** Whose conversation the agent looks at, by OpenID. */
export const talkingTo = signal<string | undefined>(undefined);

/** Where a customer-service agent works. */
export function Desk() {
  const one = agent.value;
  const sessions = accountView.value?.sessions.filter(({ kfAccountId }) => kfAccountId === one?.id) ?? [];
  const session = sessions.find(({ openId }) => openId === talkingTo.value) ?? sessions[0];
  return (
    <section class="desk" aria-label={t('坐席：扮演客服', 'Desk: you play the agent')}>
      <AgentBar />
      <Queue />
      {sessions.length > 1 && <Sessions openIds={sessions.map(({ openId }) => openId)} open={session?.openId} />}
      {one && session ? (
        <Talk key={`${one.id}/${session.openId}`} agent={one} session={session} />
      ) : (
        <div class="desk-empty">
          <Icon name="headset" size={40} />
          <p>{t('还没有接入的会话', 'No conversation here yet')}</p>
          <p class="hint">
            {t(
              '用户发送“0”后会出现在等待队列，点“接入”开始对话。',
              'A user who sends "0" appears in the queue; press Accept to begin.',
            )}
          </p>
        </div>
      )}
    </section>
  );
}

function Sessions({ openIds, open }: { openIds: string[]; open: string | undefined }) {
  const users = accountView.value?.users ?? {};
  return (
    <div class="sessions">
      {openIds.map((openId) => (
        <button
          key={openId}
          type="button"
          class={openId === open ? 'chip chosen' : 'chip'}
          aria-pressed={openId === open}
          onClick={() => {
            talkingTo.value = openId;
          }}
        >
          {users[openId]?.name ?? openId}
        </button>
      ))}
    </div>
  );
}
