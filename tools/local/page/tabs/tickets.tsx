import { useState } from 'preact/hooks';
import { isActive, type TicketSummary } from '../../../../functions/domain/ticket.ts';
import { invoke } from '../live/api.ts';
import { useAsked } from '../live/asked.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { now, span } from '../live/now.ts';
import type { Tab } from '../live/tab.ts';
import { account, simulated } from '../live/world.ts';
import { Paging, usePages } from '../parts/paging.tsx';
import { saveCsv } from '../parts/save-file.ts';
import { ticketPriority, ticketState } from '../parts/terms.ts';
import { TicketCard } from '../parts/ticket-card.tsx';
import { ADMIN_TICKETS, TicketFilter, ticketConditions } from '../parts/ticket-filter.tsx';

/** What could not be answered at once: as `kefu tickets` lists it. */
export const tab: Tab = { id: 'tickets', order: 34, title: () => t('工单', 'Tickets'), View: Tickets };

const PAGE = 20;

type Row = Omit<TicketSummary, 'questionKey' | 'actAt'>;

function Tickets() {
  const [open, setOpen] = useState<string | undefined>(undefined);
  const conditions = ticketConditions();
  const asked = { action: 'list', account: account.value, ...conditions, limit: PAGE };
  const pages = usePages(JSON.stringify(asked));
  const question = { ...asked, ...(pages.cursor !== undefined && { cursor: pages.cursor }) };
  const { answer, problem } = useAsked<{ tickets: Row[]; cursor?: string }>(ADMIN_TICKETS, question, ['kefu-tickets']);
  return (
    <>
      <TicketFilter />
      {problem !== undefined && (
        <p class="error" role="alert">
          {problem}
        </p>
      )}
      {answer?.tickets.length === 0 && (
        <p class="empty">
          {t('没有这样的工单。', 'There is no such ticket.')}{' '}
          {simulated.value && t('在手机上说“演示工单”就有了。', 'Say "演示工单" on the phone to open one.')}
        </p>
      )}
      <ul class="rules">
        {answer?.tickets.map((ticket) => (
          <li key={ticket.id} class="rule">
            <Summary
              ticket={ticket}
              isOpen={open === ticket.id}
              toggle={() => setOpen(open === ticket.id ? undefined : ticket.id)}
            />
            {open === ticket.id && <TicketCard account={ticket.account} id={ticket.id} />}
          </li>
        ))}
      </ul>
      <Paging pages={pages} next={answer?.cursor} />
      <div class="bar">
        <button type="button" class="link-button" onClick={() => attempt(() => exportCsv(account.value, conditions))}>
          {t('导出 CSV', 'Export as CSV')}
        </button>
        <span class="hint">{ADMIN_TICKETS}</span>
      </div>
    </>
  );
}

interface SummaryProps {
  ticket: Row;
  isOpen: boolean;
  toggle: () => void;
}

function Summary({ ticket, isOpen, toggle }: SummaryProps) {
  const { id, subject, state, group, assignee, priority, dueAt } = ticket;
  const isLate = isActive(state) && dueAt <= now.value;
  const left = Math.abs(dueAt - now.value);
  return (
    <div class="rule-row">
      <div class="rule-main">
        <p>
          <b>{id}</b> <span class={isActive(state) ? 'badge mode' : 'badge live'}>{ticketState(state)}</span>{' '}
          {priority !== 'normal' && <span class="badge warn">{ticketPriority(priority)}</span>}
        </p>
        <p class="rule-reply">{subject}</p>
        <p class="hint">
          {[group, assignee].filter(Boolean).join(' / ')}
          {isActive(state) && ' · '}
          {isLate && <span class="error">{t(`超时 ${span(left)}`, `${span(left)} overdue`)}</span>}
          {isActive(state) && !isLate && t(`还剩 ${span(left)}`, `due in ${span(left)}`)}
        </p>
      </div>
      <button type="button" class="plain-button" aria-expanded={isOpen} onClick={toggle}>
        {t('详情', 'Details')} <span class="unseen">{id}</span>
      </button>
    </div>
  );
}

async function exportCsv(name: string, conditions: object): Promise<void> {
  let [csv, cursor] = ['', undefined as string | undefined];
  do {
    const question = { action: 'export', account: name, ...conditions, ...(cursor !== undefined && { cursor }) };
    const page = (await invoke(ADMIN_TICKETS, question)) as { csv: string; cursor?: string };
    csv += page.csv;
    cursor = page.cursor;
  } while (cursor !== undefined);
  saveCsv(`tickets-${name}.csv`, csv);
}
