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
  return (
    <>
      {entries.map((entry, index) => {
        const before = entries[index - 1];
        const paused = !before || entry.at - before.at > PAUSE_SECONDS;
        return <Line key={entry.id} entry={entry} person={person} time={paused ? clockTime(entry.at, true) : ''} />;
      })}
    </>
  );
}

function Line({ entry, person, time }: { entry: ChatEntry; person: User; time: string }) {
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
          {from === 'user' ? person.name.slice(0, 1) : <Icon name={from === 'agent' ? 'headset' : 'bot'} />}
        </span>
        <div class="line-body">
          <span class="unseen">{speaker(entry, person)}</span>
          <Content content={content} person={person} />
          {from !== 'user' && <How entry={entry} />}
        </div>
      </div>
    </>
  );
}

function speaker({ from, agent }: ChatEntry, { name }: User): string {
  if (from === 'user') return `${name}: `;
  return from === 'agent' ? `${agent ?? t('客服', 'agent')}: ` : t('机器人：', 'bot: ');
}

/** How it came to the user, and a way to see why. */
function How({ entry: { via, agent, pushId } }: { entry: ChatEntry }) {
  const line = pushId === undefined ? undefined : trail.value.find((one) => one.pushId === pushId);
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
      {line && (
        <button
          type="button"
          class="link-button"
          onClick={() => {
            openLine.value = line.id;
            showTab('trail');
          }}
        >
          {t('为什么？', 'Why?')}
        </button>
      )}
    </span>
  );
}
