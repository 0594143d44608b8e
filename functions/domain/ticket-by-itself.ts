import { TICKET_PRIORITIES, type Ticket, type TicketChange, type TicketPriority } from './ticket.ts';
import { toState } from './ticket-changes.ts';
import type { TicketSettings } from './ticket-settings.ts';

/** What happens by itself when its time has come: it escalates, or closes. */
export function actByItself(ticket: Ticket, settings: TicketSettings, now: number): TicketChange | undefined {
  const doing = { by: 'system', now };
  if (ticket.actAt === undefined || ticket.actAt > now) return undefined;
  return ticket.state === 'solved' ? toState(ticket, 'closed', settings, doing) : escalated(ticket, settings, now);
}

function escalated(ticket: Ticket, { escalate, dueHours }: TicketSettings, now: number): TicketChange {
  const priority = escalate.priority ?? stepUp(ticket.priority);
  const { group = ticket.group, assignee = group === ticket.group ? ticket.assignee : undefined } = escalate;
  return {
    set: {
      priority,
      group,
      assignee,
      state: assignee === undefined ? 'open' : 'assigned',
      // It stays overdue, and is looked at again.
      actAt: now + dueHours[priority] * 3600,
    },
    events: [
      {
        at: now,
        by: 'system',
        what: 'escalated',
        from: `${ticket.group} ${ticket.priority}`,
        to: `${group} ${priority}`,
      },
    ],
  };
}

const stepUp = (priority: TicketPriority): TicketPriority =>
  TICKET_PRIORITIES[TICKET_PRIORITIES.indexOf(priority) + 1] ?? 'urgent';
