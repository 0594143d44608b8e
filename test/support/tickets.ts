import { createCustomerTickets } from '../../functions/adapters/aws/customer-tickets.ts';
import { createSurveyDesk } from '../../functions/adapters/aws/survey-desk.ts';
import { createTicketStore } from '../../functions/adapters/aws/ticket-store.ts';
import type { OutboxEntry } from '../../functions/domain/conversation.ts';
import { TICKET_DEFAULTS, type TicketSettings } from '../../functions/domain/ticket-settings.ts';
import { createTicketDesk, type TicketDeskDeps } from '../../functions/usecases/ticket-desk.ts';
import type { Engine } from './engine.ts';
import { NOW } from './push.ts';

type TicketEntry = Extract<OutboxEntry, { kind: 'ticket' }>;
type MessageEntry = Extract<OutboxEntry, { kind: 'ticket-message' }>;

/** The ticket desk over an engine. */
export function aTicketDesk(
  { client }: Engine,
  settings: Partial<TicketSettings> = {},
  clock: () => number = () => NOW * 1000,
) {
  const tickets = createTicketStore({ client, table: 'kefu-tickets' });
  const customers = createCustomerTickets({ client, table: 'kefu-conversations' });
  const deps: TicketDeskDeps = {
    tickets,
    customers,
    ticketSettingsOf: async () => ({ ...TICKET_DEFAULTS, ...settings }),
    clock,
  };
  const surveys = createSurveyDesk({ client, table: 'kefu-conversations' });
  return { ...deps, surveys, desk: createTicketDesk(deps) };
}

/** A question by rule. */
export const aTicketEntry = (key: string, changes: Partial<TicketEntry> = {}): TicketEntry => ({
  id: `${key}.0`,
  createdAt: NOW,
  kind: 'ticket',
  question: { text: `问题 ${key}`, messageKey: key, askedAt: NOW },
  reason: 'rule',
  expiresAt: NOW + 120,
  ...changes,
});

/** What a user wrote afterwards. */
export const aTicketMessage = (key: string, changes: Partial<MessageEntry> = {}): MessageEntry => ({
  id: `${key}.0`,
  createdAt: NOW,
  kind: 'ticket-message',
  question: { text: `补充 ${key}`, messageKey: key, askedAt: NOW },
  isAnswered: false,
  expiresAt: NOW + 120,
  ...changes,
});
