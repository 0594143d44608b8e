import type { ChatEntry, User } from '../../../simulator/index.ts';
import { t } from '../live/language.ts';
import { clockTime } from '../live/now.ts';
import { showTab } from '../live/tab-open.ts';
import { openLine, trail } from '../live/trail.ts';
import { Icon } from '../parts/icon.tsx';
import { Content } from './content.tsx';

/** Lines that are drawn; earlier ones are in the records. */
const MOST_SHOWN = 200;
/** A time stands between lines that are further apart. */
const PAUSE_SECONDS = 300;

/** The lines of a chat as the phone shows them. */
export function Chat({ person }: { person: User }) {
  const entries = person.chat.slice(-MOST_SHOWN);
  if (entries.length === 0) {
    return <p class="empty">{t('说点什么吧', 'Say something')}</p>;
  }
  const reasons = new Map(trail.value.map(({ pushId, id }) => [pushId, id]));
  return (
    <>
      {entries.map((entry, index) => {
        const before = entries[index - 1];
        const paused = !before || entry.at - before.at > PAUSE_SECONDS;
        const reason = entry.pushId === undefined ? undefined : reasons.get(entry.pushId);
        const time = paused ? clockTime(entry.at, true) : '';
        return (
          <Line key={entry.id} entry={entry} name={person.name} openId={person.openId} time={time} reason={reason} />
        );
      })}
    </>
  );
}

interface LineProps {
  entry: ChatEntry;
  name: string;
  openId: string;
  time: string;
  /** The line of the trail that tells why. */
  reason: number | undefined;
}

function Line({ entry, name, openId, time, reason }: LineProps) {
  const { from, content } = entry;
  if (from === 'system' || content.kind === 'notice') {
    return (
      <>
        {time && <p class="chat-time">{time}</p>}
        <p class="chat-notice">{content.kind === 'notice' ? content.text : ''}</p>
      </>
    );
  }
  return (
    <>
      {time && <p class="chat-time">{time}</p>}
      <div class={from === 'user' ? 'line mine' : 'line'}>
        <span class={`avatar ${from}`} aria-hidden="true">
          {from === 'user' ? name.slice(0, 1) : <Icon name={from === 'agent' ? 'headset' : 'bot'} />}
        </span>
        <div class="line-body">
          <span class="unseen">{speaker(entry, name)}</span>
          <Content content={content} openId={openId} />
          {from !== 'user' && <How entry={entry} reason={reason} />}
        </div>
      </div>
    </>
  );
}

function speaker({ from, agent }: ChatEntry, name: string): string {
  if (from === 'user') return `${name}: `;
  return from === 'agent' ? `${agent ?? t('客服', 'agent')}: ` : t('机器人：', 'bot: ');
}

/** How it came to the user, and a way to see why. */
function How({ entry: { via, agent }, reason }: Pick<LineProps, 'entry' | 'reason'>) {
  const how = {
    passive: t('自动回复', 'auto reply'),
    'custom-send': agent ?? t('客服消息', 'custom send'),
    agent: agent ?? t('客服', 'agent'),
    'mass-send': t('群发', 'group send'),
    template: t('模板消息', 'template'),
  };
  return (
    <span class="how">
      {via && how[via]}
      {reason !== undefined && (
        <button
          type="button"
          class="link-button"
          onClick={() => {
            openLine.value = reason;
            showTab('trail');
          }}
        >
          {t('为什么？', 'Why?')}
        </button>
      )}
    </span>
  );
}
