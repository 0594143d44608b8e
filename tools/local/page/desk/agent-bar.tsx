import type { KfAccount } from '../../../simulator/index.ts';
import { control } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { account, agent, agentKey, agents, chooseAgent } from '../live/world.ts';

/** Most sessions that the choice offers to take without a click. */
const AUTO_ACCEPT = [0, 1, 3, 5, 10];

/** Which agent one plays, online or not, and how many users come without a click. */
export function AgentBar() {
  const one = agent.value;
  return (
    <div class="agent-bar">
      <label>
        <span class="label">{t('客服', 'Agent')}</span>
        <select
          class="field"
          aria-label={t('选择客服', 'Choose an agent')}
          value={one?.id ?? ''}
          onChange={({ currentTarget }) => chooseAgent(Number(currentTarget.value))}
        >
          {agents.value.map(({ id, nickname, presence }) => (
            <option key={id} value={id}>
              {nickname} {presence === 'online' ? '●' : '○'}
            </option>
          ))}
        </select>
      </label>
      {one === undefined && <Hire />}
      {one && (one.wechatId === undefined ? <Invited one={one} /> : <Presence one={one} />)}
    </div>
  );
}

function Presence({ one }: { one: KfAccount }) {
  const online = one.presence === 'online';
  const act = (name: string, input: object = {}) =>
    attempt(() => control(`agents/${name}`, { account: account.value, agent: agentKey(one), ...input }));
  return (
    <>
      <button
        type="button"
        class="switch"
        role="switch"
        aria-checked={online}
        onClick={() => act(online ? 'offline' : 'online')}
      >
        <span class="knob" aria-hidden="true" />
        {online ? t('在线', 'Online') : t('离线', 'Offline')}
      </button>
      <label class="auto">
        <span class="label">{t('自动接入', 'Auto')}</span>
        <select
          class="field"
          aria-label={t('自动接入人数', 'Accept so many users by itself')}
          value={one.autoAccept}
          onChange={({ currentTarget }) => act('autoAccept', { upTo: Number(currentTarget.value) })}
        >
          {[...new Set([...AUTO_ACCEPT, one.autoAccept])].map((upTo) => (
            <option key={upTo} value={upTo}>
              {upTo === 0 ? t('关', 'off') : upTo}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

/** Added by the API, and not yet a person's: the agent says yes in WeChat. */
function Invited({ one }: { one: KfAccount }) {
  if (one.invitation?.status !== 'waiting')
    return <span class="hint">{t('尚未绑定微信号', 'No person bound yet')}</span>;
  const input = { account: account.value, agent: agentKey(one) };
  return (
    <button type="button" class="main-button" onClick={() => attempt(() => control('agents/answerInvitation', input))}>
      {t('接受邀请', 'Accept the invitation')}
    </button>
  );
}

function Hire() {
  const nickname = '客服小美';
  return (
    <button
      type="button"
      class="main-button"
      onClick={() => attempt(() => control('agents/hire', { account: account.value, nickname, online: true }))}
    >
      {t('添加一位客服', 'Add an agent')}
    </button>
  );
}
