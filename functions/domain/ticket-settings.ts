import type { TicketPriority } from './ticket.ts';

/** Which tickets go where: the first that fits. */
export interface TicketAssignment {
  /** Category of the reply that opened it. */
  category?: string;
  /** A word in the question. */
  contains?: string;
  group?: string;
  assignee?: string;
  priority?: TicketPriority;
}

/** What happens to a ticket whose time is over. */
export interface TicketEscalation {
  group?: string;
  assignee?: string;
  /** One step up, up to `urgent`, when absent. */
  priority?: TicketPriority;
}

/** What the customer is told; false = nothing. `{ticket}` is the number. */
export interface TicketTexts {
  assigned: string | false;
  /** `{text}`: what the agent said last. */
  solved: string | false;
  closed: string | false;
  /** `{text}`: what the agent says. */
  reply: string;
}

/** `@settings.tickets`. */
export interface TicketSettings {
  /** Hours until a ticket is due, by priority. */
  dueHours: Record<TicketPriority, number>;
  assign: TicketAssignment[];
  escalate: TicketEscalation;
  /** Days until a solved ticket closes by itself. */
  closeAfterDays: number;
  texts: TicketTexts;
}

/** How tickets are treated unless the settings say otherwise. */
export const TICKET_DEFAULTS: TicketSettings = {
  dueHours: { low: 72, normal: 24, high: 8, urgent: 2 },
  assign: [],
  escalate: {},
  closeAfterDays: 3,
  texts: {
    assigned: '您的工单 {ticket} 已由专人处理。',
    solved: '您的工单 {ticket} 已解决。如果还有问题，直接回复即可继续处理。',
    closed: false,
    reply: '【工单 {ticket}】{text}',
  },
};

/** The settings of an account, complete. */
export const ticketSettings = ({ tickets }: { tickets?: TicketSettings }): TicketSettings => tickets ?? TICKET_DEFAULTS;

/** A text with its number, and what the agent said. */
export const fillIn = (template: string, ticket: string, text = ''): string =>
  template.replaceAll(/\{(ticket|text)\}/g, (_, name: string) => (name === 'ticket' ? ticket : text));

/** The word before the number goes with it, and what stood on both sides of it is joined. */
const NUMBER = /(?:[（(]\s*)?(?:工单号|编号|单号|号码|No\.?)?[:：]?\s*\{ticket\}\s*(?:[）)])?/gi;

/** The same text for those who cannot be told the number: it is said before the ticket is open. */
export const withoutNumber = (template: string): string =>
  template
    .replaceAll(NUMBER, '')
    .replaceAll(/([，,、；;])\s*(?=[，,、；;。.！!])/g, '')
    .trim() || '已记录您的问题。';
