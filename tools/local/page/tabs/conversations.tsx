import { useState } from 'preact/hooks';
import type { Trigger } from '../../../simulator/types.ts';
import { invoke } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { clockTime, now, span } from '../live/now.ts';
import type { Tab } from '../live/tab.ts';
import { useTable } from '../live/tables.ts';
import { account, accountView, chooseUser, nameOf, simulated } from '../live/world.ts';
import { Facts } from '../parts/facts.tsx';
import { inMode, trigger } from '../parts/terms.ts';

/** What the product knows of each user, and how many messages WeChat still lets it send. */
export const tab: Tab = {
  id: 'conversations',
  order: 30,
  title: () => t('会话', 'Conversations'),
  View: Conversations,
};

const MOST_SHOWN = 200;

interface ConversationItem {
  openId: string;
  mode?: string;
  kfAccount?: string;
  handOff?: { reason?: string; kfAccount?: string; group?: string };
  waitingAt?: number;
  question?: { text?: string };
  source?: string;
  lastAt?: number;
  outbox?: unknown[];
}

function Conversations() {
  const items = useTable<ConversationItem>('kefu-conversations');
  if (!items) return <p class="empty" aria-busy="true" />;
  if (items.length === 0) return <p class="empty">{t('还没有会话', 'No conversation yet')}</p>;
  const newest = [...items].sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
  return (
    <>
      {newest.slice(0, MOST_SHOWN).map((item) => (
        <article key={item.openId} class="box">
          <h3>
            {nameOf(item.openId)} <span class="badge mode">{inMode(item.mode ?? 'bot')}</span>
            {simulated.value && (
              <button type="button" class="plain-button" onClick={() => chooseUser(item.openId)}>
                {t('在手机上打开', 'Show on the phone')}
              </button>
            )}
          </h3>
          <Known item={item} />
          {simulated.value ? (
            <Windows windows={accountView.value?.users[item.openId]?.windows ?? []} />
          ) : (
            <AskedWindows openId={item.openId} />
          )}
        </article>
      ))}
    </>
  );
}

function Known({
  item: { openId, kfAccount, handOff, waitingAt, question, source, lastAt, outbox },
}: {
  item: ConversationItem;
}) {
  const facts: [string, string | undefined][] = [
    ['OpenID', openId],
    [t('最近消息', 'Last message'), lastAt === undefined ? undefined : clockTime(lastAt, true)],
    [t('客服账号', 'Kf account'), kfAccount],
    [t('分给', 'Handed to'), handOff && handedTo(handOff)],
    [t('排队时间', 'Waiting for'), waitingAt === undefined ? undefined : span(now.value - waitingAt)],
    [t('问题', 'Question'), question?.text],
    [t('来源', 'Source'), source],
    [t('发件箱', 'Outbox'), outbox?.length ? String(outbox.length) : undefined],
  ];
  return <Facts facts={facts} />;
}

/** Whom the rules chose, and why. */
function handedTo({ reason = '', kfAccount, group }: NonNullable<ConversationItem['handOff']>): string {
  const why: Record<string, string> = {
    anybody: t('任何客服', 'anybody'),
    named: t('规则指定', 'named by the rule'),
    'same-as-last-time': t('上次的客服', 'same as last time'),
    'least-busy': t('最空闲的客服', 'the least busy'),
    overflow: t('溢出到别的组', 'overflow to another group'),
    'named-cannot-take': t('指定的客服现在接不了', 'who was named cannot take anybody now'),
    'group-full': t('组里都忙', 'everybody of the group is busy'),
    'nobody-free': t('没有空闲的客服', 'nobody is free'),
  };
  return [kfAccount ?? group, why[reason] ?? reason].filter(Boolean).join(' · ');
}

interface OpenWindow {
  trigger: Trigger;
  left: number;
  closesAt: number;
}

/** Without a WeChat to look into, by our own count, when somebody wants to know. */
function AskedWindows({ openId }: { openId: string }) {
  const [windows, setWindows] = useState<OpenWindow[] | undefined>(undefined);
  const ask = () =>
    attempt(async () => {
      const answer = await invoke('kefu-admin-messages', { action: 'window', account: account.value, openId });
      setWindows(answer.windows as OpenWindow[]);
    });
  if (windows) return <Windows windows={windows} />;
  return (
    <button type="button" class="link-button" onClick={ask}>
      {t('还能发几条？', 'How many may be sent?')} <span class="unseen">{openId}</span>
    </button>
  );
}

/** As WeChat counts them: it is WeChat that refuses. */
function Windows({ windows }: { windows: readonly OpenWindow[] }) {
  const open = windows.filter(({ closesAt }) => closesAt > now.value);
  if (open.length === 0)
    return (
      <p class="windows">
        <span class="badge bad">{t('窗口已关闭', 'window closed')}</span>{' '}
        {t('用户再说话之前不能发客服消息', 'nothing can be sent until the user does something')}
      </p>
    );
  return (
    <ul class="windows">
      {open.map(({ trigger: name, left, closesAt }) => (
        <li key={name}>
          <span class={left > 0 ? 'badge live' : 'badge bad'}>{t(`还可发 ${left} 条`, `${left} left`)}</span>{' '}
          {trigger(name)} · {t('关闭倒计时', 'closes in')} <time>{span(closesAt - now.value)}</time>
        </li>
      ))}
    </ul>
  );
}
