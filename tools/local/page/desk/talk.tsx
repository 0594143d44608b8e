import { useState } from 'preact/hooks';
import type { ChatEntry, KfAccount, User } from '../../../simulator/index.ts';
import type { KfSession } from '../../../simulator/types.ts';
import { control } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { now, span } from '../live/now.ts';
import { account, accountView, agentKey, agents } from '../live/world.ts';
import { Icon } from '../parts/icon.tsx';
import { Scrolling } from '../parts/scrolling.tsx';
import { Content } from '../phone/content.tsx';
import { Visitor } from './visitor.tsx';

const MOST_SHOWN = 200;

interface TalkProps {
  agent: KfAccount;
  session: KfSession;
}

/** One conversation at the desk. */
export function Talk({ agent, session }: TalkProps) {
  const user = accountView.value?.users[session.openId];
  if (!user) return null;
  const act = (name: string, input: object = {}) =>
    attempt(() =>
      control(`agents/${name}`, { account: account.value, agent: agentKey(agent), user: user.openId, ...input }),
    );
  return (
    <div class="talk">
      <div class="talk-head">
        <Visitor user={user} />
        <HandOn agent={agent} act={act} />
        <button type="button" class="plain-button" onClick={() => act('close')}>
          {t('结束会话', 'Close')}
        </button>
      </div>
      <Lines user={user} agent={agent} />
      <Answer act={act} />
      <p class="hint">
        {t('微信将在此后收回会话：', 'WeChat takes the user back in ')}
        {span(session.releasesAt - now.value)}
      </p>
    </div>
  );
}

function Lines({ user, agent }: { user: User; agent: KfAccount }) {
  return (
    <Scrolling class="talk-lines" label={t('会话', 'Conversation')} who={user.openId}>
      {user.desk.slice(-MOST_SHOWN).map(({ id, from, content }) => (
        <Line key={id} from={from} content={content} name={from === 'agent' ? agent.nickname : user.name} />
      ))}
    </Scrolling>
  );
}

function Line({ from, content, name }: Pick<ChatEntry, 'from' | 'content'> & { name: string }) {
  return (
    <div class={from === 'agent' ? 'line mine' : 'line'}>
      <span class={`avatar ${from}`} aria-hidden="true">
        {from === 'agent' ? <Icon name="headset" /> : name.slice(0, 1)}
      </span>
      <div class="line-body">
        <span class="unseen">{name}: </span>
        <Content content={content} />
      </div>
    </div>
  );
}

type Act = (name: string, input?: object) => Promise<boolean>;

function Answer({ act }: { act: Act }) {
  const [text, setText] = useState('');
  return (
    <form
      class="composer-row"
      onSubmit={async (event) => {
        event.preventDefault();
        if (text.trim() && (await act('say', { text }))) setText('');
      }}
    >
      <input
        class="field"
        aria-label={t('以客服身份回答', 'Answer as the agent')}
        placeholder={t('以客服身份回答…', 'Answer as the agent…')}
        autocomplete="off"
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit" class="main-button" disabled={text.trim() === ''}>
        {t('回答', 'Answer')}
      </button>
    </form>
  );
}

function HandOn({ agent, act }: { agent: KfAccount; act: Act }) {
  const others = agents.value.filter(({ id }) => id !== agent.id);
  if (others.length === 0) return null;
  return (
    <select
      class="field"
      aria-label={t('转给同事', 'Hand on to a colleague')}
      value=""
      onChange={({ currentTarget }) => act('switch', { to: currentTarget.value })}
    >
      <option value="">{t('转接…', 'Hand on…')}</option>
      {others.map((other) => (
        <option key={other.id} value={agentKey(other)} disabled={other.presence !== 'online'}>
          {other.nickname} {other.presence !== 'online' && t('（离线）', '(offline)')}
        </option>
      ))}
    </select>
  );
}
