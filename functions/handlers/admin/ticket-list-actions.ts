import * as z from 'zod';
import { isActive, TICKET_STATES, traceOf } from '../../domain/ticket.ts';
import { openedTicket } from '../../domain/ticket-changes.ts';
import type { TicketQuery } from '../../ports/ticket-store.ts';
import { ticketSettingsOf } from '../../usecases/work-on-ticket.ts';
import { type Action, action } from '../admin.ts';
import { accountOf } from './account-of.ts';
import { type TicketDeps, ticketOf } from './ticket-actions.ts';
import { assignee, by, category, group, openId, priority, shown, state, text, ticketId } from './ticket-input.ts';

const PAGE = 50;
const PAGE_MAX = 100;
/** Rows of an export that an answer of 6 MB holds. */
const EXPORT_PAGE = 2_000;

const filters = {
  group: group.optional(),
  state: z
    .union([state, z.literal('all')])
    .optional()
    .describe('Unless given: open, assigned and waiting-for-customer'),
  openId: openId.optional(),
  cursor: z.string().max(2_000).optional().describe('The cursor of the last page'),
};

interface Filters {
  group?: string | undefined;
  state?: (typeof TICKET_STATES)[number] | 'all' | undefined;
  openId?: string | undefined;
  cursor?: string | undefined;
}

function queryOf({ group: of, state: wanted, openId: customer, cursor }: Filters, limit: number): TicketQuery {
  const states = wanted === 'all' ? TICKET_STATES : wanted === undefined ? TICKET_STATES.filter(isActive) : [wanted];
  return {
    states,
    limit,
    ...(of !== undefined && { group: of }),
    ...(customer !== undefined && { openId: customer }),
    ...(cursor !== undefined && { cursor }),
  };
}

/** Actions that look at tickets, and the one that opens one. */
export const TICKET_LIST_ACTIONS: readonly Action<TicketDeps>[] = [
  action({
    name: 'list',
    about: 'Tickets by group and state, the longest due first; or those of a customer. A page at a time.',
    input: { ...filters, limit: z.int().min(1).max(PAGE_MAX).default(PAGE) },
    run: async ({ tickets, accounts }: TicketDeps, asked) => {
      await accountOf(accounts, asked.account);
      const page = await tickets.list(asked.account, queryOf(asked, asked.limit));
      const rows = page.tickets.map(({ questionKey: _, actAt: __, ...ticket }) => ticket);
      return { tickets: rows, ...(page.cursor !== undefined && { cursor: page.cursor }) };
    },
  }),
  action({
    name: 'get',
    about: 'One ticket with its whole history.',
    input: { ticket: ticketId },
    run: async (deps: TicketDeps, { account, ticket }) => ({ ticket: shown(await ticketOf(deps, account, ticket)) }),
  }),
  action({
    name: 'open',
    about: 'Open a ticket for a customer, or for a matter without one.',
    input: {
      text,
      openId: openId.optional(),
      category: category.optional(),
      group: group.optional(),
      assignee: assignee.optional(),
      priority: priority.optional(),
      by,
      key: z.string().min(1).max(128).optional().describe('A repeat with the same key opens no second ticket'),
    },
    run: async (deps: TicketDeps, { account, text: asked, key, ...rest }) => {
      await accountOf(deps.accounts, account);
      const now = Math.floor(deps.clock() / 1000);
      const question = { text: asked, messageKey: `agent:${key ?? deps.randomKey()}`, askedAt: now };
      const number = await deps.tickets.numberOf(account, question.messageKey);
      const settings = await ticketSettingsOf(deps)(account);
      const given = JSON.parse(JSON.stringify(rest)) as typeof rest;
      const wish = { ...given, account, number, question, reason: 'agent' as const };
      const ticket = await deps.tickets.create(openedTicket(wish as never, settings, now));
      if (ticket.openId !== undefined) await deps.customers.note(account, ticket.openId, traceOf(ticket));
      return { ticket: shown(ticket) };
    },
  }),
  action({
    name: 'export',
    about: 'Tickets as CSV rows, up to 2,000 a call; go on with the cursor.',
    input: filters,
    run: async ({ tickets, accounts }: TicketDeps, asked) => {
      await accountOf(accounts, asked.account);
      const page = await tickets.list(asked.account, queryOf(asked, EXPORT_PAGE));
      const csv = [...(asked.cursor === undefined ? [COLUMNS] : []), ...page.tickets.map(rowOf)].map(csvLine).join('');
      return { csv, rows: page.tickets.length, ...(page.cursor !== undefined && { cursor: page.cursor }) };
    },
  }),
];

const COLUMNS = [
  ...['id', 'state', 'group', 'assignee', 'priority', 'category', 'reason', 'subject', 'openId'],
  ...['openedAt', 'updatedAt', 'dueAt'],
];
const TIMES = new Set(['openedAt', 'updatedAt', 'dueAt']);

const rowOf = (ticket: object): string[] =>
  COLUMNS.map((name) => {
    const value = (ticket as Record<string, string | number | undefined>)[name];
    return TIMES.has(name) ? new Date(Number(value) * 1000).toISOString() : String(value ?? '');
  });

/** RFC 4180; what a spreadsheet would take for a formula is a text. */
const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
const csvCell = (cell: string): string => {
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};
