import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { Ticket, TicketSummary } from '../../../functions/domain/ticket.ts';
import { TICKET_STATES } from '../../../functions/domain/ticket.ts';
import { type Context, contextOf } from '../shared/context.ts';
import { invoke } from '../shared/invoke.ts';
import { cut, moment, table } from '../shared/table.ts';
import { wholeNumber } from '../shared/whole-number.ts';

interface Shown {
  ticket: Ticket & { untold: string[] };
  told?: string;
}

/** `kefu tickets`: what could not be answered at once. */
export function ticketsCommand(): Command {
  const tickets = new Command('tickets').description('what could not be answered at once · 工单');
  addLists(tickets);
  addSteps(tickets);
  return tickets;
}

function addLists(tickets: Command): void {
  withFilters(tickets.command('list').description('tickets, the longest due first · 工单列表'))
    .option('--limit <n>', 'tickets of a page, at most 100', wholeNumber(1, 100), 50)
    .option('--cursor <cursor>', 'the next page')
    .action(async (account: string, options: { limit: number }, command: Command) => {
      await list(contextOf(command), account, options);
    });
  tickets
    .command('get')
    .description('one ticket with its history · 查看工单')
    .argument('<account>')
    .argument('<ticket>', 'T-1042')
    .action(async (account: string, ticket: string, _options: object, command: Command) => {
      const { target, output } = contextOf(command);
      const got = await invoke<Shown>(target, 'admin-tickets', 'get', { account, ticket });
      output.result(got, describe(got));
    });
  withFilters(tickets.command('export').description('tickets as CSV · 导出 CSV'))
    .option('-o, --output <file>', 'into this file, else to standard output')
    .action(async (account: string, { output: file, ...filters }: { output?: string }, command: Command) => {
      await exportCsv(contextOf(command), account, filters, file);
    });
  tickets
    .command('open')
    .description('open a ticket · 新建工单')
    .argument('<account>')
    .argument('<text>', 'what it is about')
    .option('--open-id <openid>', 'the customer')
    .option('--category <name>')
    .option('--group <name>', 'the department')
    .option('--assignee <name>')
    .option('--priority <word>', 'low, normal, high, urgent')
    .option('--by <name>', 'who does it')
    .action(async (account: string, text: string, options: object, command: Command) => {
      await step(contextOf(command), 'open', { account, text, ...options });
    });
}

/** What one more word after the number means to each step. */
const STEPS: [name: string, field: string, description: string][] = [
  ['assign', 'assignee', 'give it to a person · 指派'],
  ['reply', 'text', 'answer the customer · 回复客户'],
  ['note', 'text', 'a note for colleagues · 内部备注'],
  ['transition', 'state', 'open, assigned, waiting-for-customer, solved or closed · 变更状态'],
  ['priority', 'priority', 'low, normal, high or urgent · 优先级'],
  ['due', 'dueAt', 'when it has to be done, as 2026-10-01T09:00:00+08:00 · 截止时间'],
  ['hand-over', 'group', 'give it to another department · 转交部门'],
];

function addSteps(tickets: Command): void {
  for (const [name, field, description] of STEPS) {
    const command = tickets
      .command(name)
      .description(description)
      .argument('<account>')
      .argument('<ticket>', 'T-1042')
      .argument(`<${field}>`)
      .option('--by <name>', 'who does it')
      .option(
        '--ticket-version <n>',
        'the version you saw: nothing is done when somebody changed it since',
        wholeNumber(1),
      );
    if (name === 'hand-over') command.option('--assignee <name>').option('--text <text>', 'a word to the department');
    command.action(
      async (account: string, ticket: string, value: string, options: { ticketVersion?: number }, given: Command) => {
        const { ticketVersion, ...rest } = options;
        const version = ticketVersion === undefined ? {} : { version: ticketVersion };
        await step(contextOf(given), name, { account, ticket, [field]: value, ...version, ...rest });
      },
    );
  }
}

const withFilters = (command: Command): Command =>
  command
    .argument('<account>')
    .option('--group <name>', 'of this department only')
    .addOption(new Option('--state <state>', 'else those not done').choices([...TICKET_STATES, 'all']))
    .option('--open-id <openid>', 'of this customer only');

async function list({ target, output }: Context, account: string, filters: object): Promise<void> {
  const page = await invoke<{ tickets: TicketSummary[]; cursor?: string }>(target, 'admin-tickets', 'list', {
    account,
    ...filters,
  });
  const head = {
    zh: ['工单', '状态', '部门', '受理人', '优先级', '截止', '内容'],
    en: ['ticket', 'state', 'group', 'assignee', 'priority', 'due', 'about'],
  }[output.language];
  const rows = page.tickets.map((ticket) => [
    ticket.id,
    ticket.state,
    ticket.group,
    ticket.assignee,
    ticket.priority,
    moment(ticket.dueAt),
    cut(ticket.subject, 30),
  ]);
  const none = { zh: '没有这样的工单。', en: 'There is no such ticket.' };
  const text = rows.length === 0 ? output.say(none) : table(head, rows);
  output.result(page, page.cursor === undefined ? text : `${text}\n--cursor ${page.cursor}`);
}

async function exportCsv({ target, output }: Context, account: string, filters: object, file?: string): Promise<void> {
  let [csv, rows, cursor] = ['', 0, undefined as string | undefined];
  do {
    const fields = { account, ...filters, ...(cursor !== undefined && { cursor }) };
    const page = await invoke<{ csv: string; rows: number; cursor?: string }>(
      target,
      'admin-tickets',
      'export',
      fields,
    );
    csv += page.csv;
    rows += page.rows;
    cursor = page.cursor;
  } while (cursor !== undefined);
  if (file === undefined) return output.result({ csv, rows }, csv.trimEnd());
  // A spreadsheet takes the text for Chinese only with this mark.
  writeFileSync(file, `\uFEFF${csv}`);
  output.result(
    { file, rows },
    output.say({ zh: `${rows} 张工单已写入 ${file}`, en: `${rows} tickets are in ${file}` }),
  );
}

async function step({ target, output }: Context, action: string, fields: object): Promise<void> {
  const done = await invoke<Shown>(target, 'admin-tickets', action, fields);
  const told = {
    now: { zh: '已通知客户。', en: 'The customer is being told.' },
    'at-next-message': { zh: '客户下次发消息时告知。', en: 'The customer is told with their next message.' },
  }[done.told ?? ''];
  const line = `${done.ticket.id} ${done.ticket.state} (version ${done.ticket.version})`;
  output.result(done, told === undefined ? line : `${line}  ${output.say(told)}`);
}

function describe({ ticket }: Shown): string {
  const { history, id, state, group, assignee = '-', priority, dueAt, version, card } = ticket;
  const lines = history.map(({ at, by, what, text, from, to }) =>
    [moment(at), by, what, from === undefined && to === undefined ? '' : `${from ?? ''} -> ${to ?? ''}`, text ?? '']
      .filter((part) => part !== '')
      .join('  '),
  );
  return [
    `${id}  ${state}  ${group}/${assignee}  ${priority}  ${moment(dueAt)}  (version ${version})`,
    ...(card ? [card] : []),
    ...lines,
  ].join('\n');
}
