import { toItem } from '../../functions/adapters/aws/ticket-item.ts';
import { createTicketStore } from '../../functions/adapters/aws/ticket-store.ts';
import { TICKET_STATES, type Ticket } from '../../functions/domain/ticket.ts';
import type { TicketStore } from '../../functions/ports/ticket-store.ts';
import { embeddedTable } from './embedded-table.ts';
import type { Row } from './row.ts';

const TICKETS = 100_000;
const GROUPS = ['general', 'sales', 'repairs', 'refunds'];
const ACTIVE = TICKET_STATES.slice(0, 3);
const PAGE = 50;
const PAGES = 20;

/** The slowest of the first pages of a department's list, with 100,000 tickets open. */
export async function ticketRows(): Promise<Row[]> {
  const table = await embeddedTable('tickets');
  try {
    await table.fill(TICKETS, (at) => [toItem(aTicket(at))]);
    const value = Math.max(...(await pageTimes(createTicketStore(table))));
    const note = `slowest of ${PAGES} pages of ${PAGE}`;
    return [{ name: 'ticket list by group and state, 100,000 open', value, unit: 'ms', bar: 300, note }];
  } finally {
    table.close();
  }
}

async function pageTimes(store: TicketStore): Promise<number[]> {
  const times: number[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const start = performance.now();
    const query = { group: 'sales', states: ACTIVE, limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const { tickets, cursor: next } = await store.list('bench', query);
    times.push(performance.now() - start);
    if (tickets.length < PAGE) throw new Error('a page of the ticket list is not full');
    cursor = next;
  }
  return times;
}

function aTicket(at: number): Ticket {
  const openedAt = 1_800_000_000 + at;
  return {
    account: 'bench',
    id: `T-${1001 + at}`,
    version: 1,
    openId: `o${at % 50_000}`,
    state: ACTIVE[at % ACTIVE.length] ?? 'open',
    group: GROUPS[at % GROUPS.length] ?? '',
    priority: 'normal',
    reason: 'rule',
    subject: `订单 ${at} 没有收到货`,
    questionKey: `question-${at}`,
    openedAt,
    updatedAt: openedAt,
    dueAt: openedAt + ((at * 7919) % 86_400),
    actAt: openedAt + 86_400,
    news: [],
    history: [{ at: openedAt, by: 'customer', what: 'opened', text: `订单 ${at} 没有收到货` }],
  };
}
