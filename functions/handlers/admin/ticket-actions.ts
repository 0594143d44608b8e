import { TICKET_STATES, type Ticket, type TicketChange } from '../../domain/ticket.ts';
import {
  assignTo,
  type Doing,
  handOverTo,
  nextStates,
  noteOn,
  replyTo,
  toDue,
  toPriority,
  toState,
} from '../../domain/ticket-changes.ts';
import type { TicketSettings } from '../../domain/ticket-settings.ts';
import type { AccountDirectory } from '../../ports/account-directory.ts';
import { ticketSettingsOf, type WorkOnTicketDeps, workOnTicket } from '../../usecases/work-on-ticket.ts';
import { type Action, action } from '../admin.ts';
import { RefusedError, refusal } from './answers.ts';
import { assignee, by, group, moment, priority, shown, state, text, ticketId, version } from './ticket-input.ts';
import { TICKET_LIST_ACTIONS } from './ticket-list-actions.ts';

/** What the actions on tickets need. */
export interface TicketDeps extends WorkOnTicketDeps {
  accounts: Pick<AccountDirectory, 'read'>;
  /** A key for a ticket that an agent opens. */
  randomKey: () => string;
}

interface Asked {
  account: string;
  ticket: string;
  by: string;
  version?: number | undefined;
}

/** Do one thing to a ticket, for somebody who saw it as it is. */
async function work(
  deps: TicketDeps,
  asked: Asked,
  wanted: (ticket: Ticket, settings: TicketSettings, doing: Doing) => TicketChange,
): Promise<object> {
  const seen = await ticketOf(deps, asked.account, asked.ticket);
  if (asked.version !== undefined && asked.version !== seen.version) throw changedSince(seen);
  const settings = await ticketSettingsOf(deps)(asked.account);
  const doing = { by: asked.by, now: Math.floor(deps.clock() / 1000) };
  const result = await workOnTicket(deps, seen, wanted(seen, settings, doing));
  if (!result.done) throw changedSince(result.ticket);
  return { ticket: shown(result.ticket), told: result.told };
}

/** @throws RefusedError when there is none */
export async function ticketOf({ tickets }: TicketDeps, account: string, id: string): Promise<Ticket> {
  const ticket = await tickets.read(account, id);
  if (ticket) return ticket;
  throw refusal('unknown-ticket', `${account} has no ticket ${id}`, 'kefu-admin-tickets list names those there are');
}

/** Two people at one ticket: the second is told who was first. */
function changedSince({ id, version: current, history }: Ticket): RefusedError {
  const last = history.at(-1);
  const who = last === undefined ? 'somebody' : `${last.by} (${last.what})`;
  return new RefusedError(
    'conflict',
    `${id} was changed by ${who} meanwhile; nothing of yours was stored`,
    `look at it again, then give version ${current}`,
  );
}

const common = { ticket: ticketId, by, version };

/** Every action on tickets. */
export const TICKET_ACTIONS: readonly Action<TicketDeps>[] = [
  ...TICKET_LIST_ACTIONS,
  action({
    name: 'assign',
    about: 'Give a ticket to a person.',
    input: { ...common, assignee },
    run: (deps: TicketDeps, asked) =>
      work(deps, asked, (ticket, settings, doing) => assignTo(ticket, asked.assignee, settings, doing)),
  }),
  action({
    name: 'reply',
    about: 'Answer the customer: now while their window is open, else with their next message.',
    input: { ...common, text },
    run: (deps: TicketDeps, asked) =>
      work(deps, asked, (ticket, settings, doing) => {
        if (ticket.openId !== undefined) return replyTo(ticket, asked.text, settings, doing);
        throw refusal('no-customer', `${ticket.id} has no customer to answer`, 'use note, or open it with openId');
      }),
  }),
  action({
    name: 'note',
    about: 'Write something for colleagues only.',
    input: { ...common, text },
    run: (deps: TicketDeps, asked) => work(deps, asked, (_, __, doing) => noteOn(asked.text, doing)),
  }),
  action({
    name: 'transition',
    about: 'Lead a ticket to another state; solved tells the customer, and closes by itself later.',
    input: { ...common, state },
    run: (deps: TicketDeps, asked) =>
      work(
        deps,
        asked,
        (ticket, settings, doing) => toState(ticket, asked.state, settings, doing) ?? refuseState(ticket, asked.state),
      ),
  }),
  action({
    name: 'priority',
    about: 'Say how urgent a ticket is; when it is due follows from that.',
    input: { ...common, priority },
    run: (deps: TicketDeps, asked) =>
      work(deps, asked, (ticket, settings, doing) => toPriority(ticket, asked.priority, settings, doing)),
  }),
  action({
    name: 'due',
    about: 'Set the time by which a ticket has to be done.',
    input: { ...common, dueAt: moment },
    run: (deps: TicketDeps, asked) => work(deps, asked, (ticket, _, doing) => toDue(ticket, asked.dueAt, doing)),
  }),
  action({
    name: 'hand-over',
    about: 'Give a ticket to another department.',
    input: { ...common, group, assignee: assignee.optional(), text: text.optional() },
    run: (deps: TicketDeps, asked) => work(deps, asked, (ticket, _, doing) => handOverTo(ticket, asked, doing)),
  }),
];

function refuseState(ticket: Ticket, wanted: string): never {
  const needsPerson = wanted === 'assigned' && ticket.assignee === undefined;
  const hint = needsPerson
    ? 'use assign with an assignee'
    : `from ${ticket.state} it goes to ${nextStates(ticket.state).join(', ')}; the states are ${TICKET_STATES.join(', ')}`;
  throw refusal('wrong-state', `${ticket.id} is ${ticket.state} and cannot become ${wanted}`, hint);
}
