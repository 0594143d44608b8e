import { t } from '../live/language.ts';
import { clockTime, now, span } from '../live/now.ts';
import type { Tab } from '../live/tab.ts';
import { useTable } from '../live/tables.ts';
import { nameOf } from '../live/world.ts';
import { replyKind } from '../parts/terms.ts';

/** What is still to be sent: entries of the conversations' outboxes. */
export const tab: Tab = { id: 'outbox', order: 40, title: () => t('发件箱', 'Outbox'), View: Outbox };

interface Entry extends Record<string, unknown> {
  id: string;
  kind: string;
  createdAt?: number;
  expiresAt?: number;
  reply?: { kind?: string; content?: string };
}

interface ConversationItem {
  openId: string;
  outbox?: Entry[];
}

const SHOWN = ['id', 'kind', 'createdAt', 'expiresAt', 'reply'];

function Outbox() {
  const items = useTable<ConversationItem>('kefu-conversations');
  const entries = (items ?? []).flatMap(({ openId, outbox = [] }) => outbox.map((entry) => ({ openId, entry })));
  return (
    <>
      <p class="hint">
        {t(
          '不能在应答里说的话先存在这里，再由 kefu-deliver 用客服消息发出；发出后即从此处消失。',
          'What the response cannot say is stored here and sent by kefu-deliver; it is gone from here once it is sent.',
        )}
      </p>
      {items && entries.length === 0 && <p class="empty">{t('全部已发出', 'Everything is sent')}</p>}
      {entries.map(({ openId, entry }) => (
        <article key={`${openId}/${entry.id}`} class="box">
          <h3>
            {nameOf(openId)} <span class="badge">{entry.reply ? replyKind(entry.reply.kind) : entry.kind}</span>
          </h3>
          {entry.reply?.content && <p class="said">{entry.reply.content}</p>}
          <p class="hint">
            {entry.createdAt !== undefined && clockTime(entry.createdAt, true)}
            {entry.expiresAt !== undefined &&
              (entry.expiresAt > now.value
                ? ` · ${t('有效期还剩', 'expires in')} ${span(entry.expiresAt - now.value)}`
                : ` · ${t('已过期', 'expired')}`)}
          </p>
          <Rest entry={entry} />
        </article>
      ))}
    </>
  );
}

function Rest({ entry }: { entry: Entry }) {
  const rest = Object.entries(entry).filter(([name]) => !SHOWN.includes(name));
  if (rest.length === 0) return null;
  return <pre>{JSON.stringify(Object.fromEntries(rest), null, 2)}</pre>;
}
