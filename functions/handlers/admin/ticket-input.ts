import * as z from 'zod';
import { TICKET_PRIORITIES, TICKET_STATES, type Ticket } from '../../domain/ticket.ts';

/** `T-1042`, or only its number. */
export const ticketId = z
  .union([z.string(), z.number()])
  .transform((given) =>
    String(given)
      .trim()
      .toUpperCase()
      .replace(/^(T-?)?(?=\d)/, 'T-'),
  )
  .refine((id) => /^T-\d{1,9}$/.test(id), 'is no number of a ticket; give it like T-1042')
  .describe('Number of the ticket, like T-1042');

const name = (what: string) => z.string().trim().min(1).max(64).describe(what);
export const by = name('Who does it, for the history').default('agent');
export const group = name('Department');
export const assignee = name('Who has it: a kf account or a name');
export const category = name('What it is about');
export const text = z.string().trim().min(1).max(2_000);
export const openId = z.string().min(1).max(128).describe('OpenID of the customer');
export const priority = z.enum(TICKET_PRIORITIES);
export const state = z.enum(TICKET_STATES);
export const version = z
  .int()
  .min(1)
  .optional()
  .describe('Version you saw; when somebody changed the ticket since, you are told and nothing is changed');

/** Epoch seconds, or a moment like 2026-10-01T09:00:00+08:00. */
export const moment = z
  .union([z.int().min(1_000_000_000).max(99_999_999_999), z.iso.datetime({ offset: true })])
  .transform((given) => (typeof given === 'number' ? given : Math.floor(Date.parse(given) / 1000)))
  .describe('Epoch seconds, or like 2026-10-01T09:00:00+08:00');

/** A ticket as it is answered: without what only we need. */
export const shown = ({ questionKey: _, actAt: __, news, ...ticket }: Ticket): object => ({
  ...ticket,
  untold: news.filter(({ takenBy }) => takenBy === undefined).map((one) => one.text),
});
