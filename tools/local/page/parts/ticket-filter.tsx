import { signal } from '@preact/signals';
import { TICKET_STATES } from '../../../../functions/domain/ticket.ts';
import { t } from '../live/language.ts';
import { ticketState } from './terms.ts';

export const ADMIN_TICKETS = 'kefu-admin-tickets';

/** Which tickets are listed; empty for any. */
export const ticketFilter = signal({ state: '', group: '', openId: '' });

/** List all tickets of a customer. */
export function ticketsOf(openId: string): void {
  ticketFilter.value = { state: 'all', group: '', openId };
}

/** The conditions as `kefu-admin-tickets` takes them. */
export const ticketConditions = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ticketFilter.value)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ''),
  );

/** Which tickets one wants to see. */
export function TicketFilter() {
  const { state, group, openId } = ticketFilter.value;
  const set = (change: Partial<typeof ticketFilter.value>) => {
    ticketFilter.value = { ...ticketFilter.value, ...change };
  };
  return (
    <div class="bar">
      <select
        class="field"
        aria-label={t('工单状态', 'State of the tickets')}
        value={state}
        onChange={({ currentTarget }) => set({ state: currentTarget.value })}
      >
        <option value="">{t('未完成', 'not done')}</option>
        {TICKET_STATES.map((one) => (
          <option key={one} value={one}>
            {ticketState(one)}
          </option>
        ))}
        <option value="all">{t('全部', 'all')}</option>
      </select>
      <input
        class="field grow"
        aria-label={t('部门', 'Department')}
        placeholder={t('部门：不限', 'Department: any')}
        value={group}
        onChange={({ currentTarget }) => set({ group: currentTarget.value })}
      />
      {openId !== '' && (
        <button type="button" class="chip chosen" onClick={() => set({ openId: '', state: '' })}>
          {t(`客户 ${openId.slice(0, 8)}…`, `customer ${openId.slice(0, 8)}…`)} ×
          <span class="unseen">{t('不再限于此客户', 'no longer only this customer')}</span>
        </button>
      )}
    </div>
  );
}
