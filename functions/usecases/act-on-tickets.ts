import { actByItself } from '../domain/ticket-by-itself.ts';
import { type ForAccountsDeps, forAccounts } from './for-accounts.ts';
import { ticketSettingsOf, type WorkOnTicketDeps, workOnTicket } from './work-on-ticket.ts';

/**
 * What happens to an account's tickets by itself: those that are overdue escalate, those that are long solved close. Run every
 * minute; a ticket that somebody changes at that moment is left for the next run.
 *
 * @returns how many tickets were changed
 */
export async function actOnTickets(deps: WorkOnTicketDeps, account: string): Promise<number> {
  const now = Math.floor(deps.clock() / 1000);
  const due = await deps.tickets.toActOn(account, now);
  if (due.length === 0) return 0;
  const settings = await ticketSettingsOf(deps)(account);
  let acted = 0;
  for (const id of due) {
    const ticket = await deps.tickets.read(account, id);
    const change = ticket && actByItself(ticket, settings, now);
    if (ticket && change && (await workOnTicket(deps, ticket, change)).done) acted += 1;
  }
  return acted;
}

/** The same for all accounts; the failure of one stops no other. */
export const actOnAllTickets = (deps: WorkOnTicketDeps & ForAccountsDeps): Promise<void> =>
  forAccounts(deps, 'tickets', async (account) => {
    await actOnTickets(deps, account);
  });
