import { useEffect, useState } from 'preact/hooks';
import type { TrailDetail, TrailLine } from '../../console/trail-line.ts';
import { read } from '../live/api.ts';
import { t } from '../live/language.ts';
import { clockTime } from '../live/now.ts';
import type { Tab } from '../live/tab.ts';
import { openLine, trail } from '../live/trail.ts';
import { account, nameOf } from '../live/world.ts';
import { Passage } from '../parts/passage.tsx';
import { inMode, replyKind } from '../parts/terms.ts';

/** Every request to the callback, and the whole way of one from push to reply. */
export const tab: Tab = { id: 'trail', order: 10, title: () => t('过程', 'Trail'), View: Trail };

const MOST_SHOWN = 100;
const STEADY_MS = 30;

function Trail() {
  const lines = trail.value.filter((line) => line.account === account.value);
  const open = lines.find(({ id }) => id === openLine.value) ?? lines[0];
  if (!open)
    return <p class="empty">{t('还没有消息。在手机上说点什么。', 'No message yet. Say something on the phone.')}</p>;
  return (
    <div class="trail">
      <ol class="trail-list" aria-label={t('消息，最新在前', 'Messages, newest first')}>
        {lines.slice(0, MOST_SHOWN).map((line) => (
          <Line
            key={line.id}
            line={line}
            name={line.openId ? nameOf(line.openId) : ''}
            isOpen={line.id === open.id}
            isNewest={line === lines[0]}
          />
        ))}
      </ol>
      <Detail line={open} />
    </div>
  );
}

interface LineProps {
  line: TrailLine;
  name: string;
  isOpen: boolean;
  isNewest: boolean;
}

function Line({ line, name, isOpen, isNewest }: LineProps) {
  const refused = line.status !== 200;
  return (
    <li>
      <button
        type="button"
        class={isOpen ? 'trail-line open' : 'trail-line'}
        aria-current={isOpen}
        onClick={() => {
          openLine.value = isNewest ? undefined : line.id;
        }}
      >
        <span class="trail-what">
          <b>{line.text ?? line.what}</b>
          <small>
            {name} · {clockTime(line.at)}
          </small>
        </span>
        <span class="trail-outcome">
          <span class={refused ? 'badge bad' : 'badge'}>
            {refused ? `HTTP ${line.status}` : (line.rule ?? replyKind(line.reply))}
          </span>
          {line.mode && line.mode.before !== line.mode.after && (
            <span class="badge mode">{inMode(line.mode.after)}</span>
          )}
          <small>{line.milliseconds} ms</small>
        </span>
      </button>
    </li>
  );
}

/** Read when it is opened, and again when more is known of it. */
function Detail({ line }: { line: TrailLine }) {
  const [held, hold] = useState<TrailDetail | undefined>(undefined);
  useEffect(() => {
    let isWanted = true;
    // of many that pass at once only the last is read
    const timer = setTimeout(() => {
      read<TrailDetail>(`/api/trail/${line.id}`).then(
        (detail) => isWanted && hold(detail),
        () => isWanted && hold(undefined),
      );
    }, STEADY_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [line]);
  return held?.id === line.id ? <Passage detail={held} /> : <p class="empty" aria-busy="true" />;
}
