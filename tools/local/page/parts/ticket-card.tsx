import type { Ticket, TicketEvent } from '../../../../functions/domain/ticket.ts';
import { useAsked } from '../live/asked.ts';
import { t } from '../live/language.ts';
import { clockTime } from '../live/now.ts';
import { nameOf, readOnly } from '../live/world.ts';
import { Facts } from './facts.tsx';
import { ticketPriority, ticketState, ticketStep } from './terms.ts';
import { TicketActs } from './ticket-acts.tsx';
import { ADMIN_TICKETS } from './ticket-filter.tsx';

/** A ticket as it is answered. */
export type ShownTicket = Omit<Ticket, 'news' | 'questionKey' | 'actAt'> & { untold: string[] };

/** One ticket: its whole history, and what can be done. */
export function TicketCard({ account, id }: { account: string; id: string }) {
  const question = { action: 'get', account, ticket: id };
  const { answer, problem } = useAsked<{ ticket: ShownTicket }>(ADMIN_TICKETS, question, ['kefu-tickets']);
  if (problem !== undefined)
    return (
      <p class="error" role="alert">
        {problem}
      </p>
    );
  if (!answer) return <p class="empty" aria-busy="true" />;
  const { ticket } = answer;
  const { openId, category, openedAt, untold, history } = ticket;
  const facts: [string, string | undefined][] = [
    [t('客户', 'Customer'), openId && nameOf(openId)],
    [t('提出时间', 'Opened'), clockTime(openedAt, true)],
    [t('类别', 'Category'), category],
  ];
  return (
    <div class="form">
      <Facts facts={facts} />
      <ol class="history" aria-label={t(`${id} 的经过`, `History of ${id}`)}>
        {history.map((event, index) => (
          <Step key={index} event={event} />
        ))}
      </ol>
      {untold.length > 0 && (
        <p class="warning">
          {t(
            `还没有告诉客户的消息：${untold.length} 条`,
            `${untold.length} pieces of news the customer has not been told`,
          )}
        </p>
      )}
      {!readOnly.value && <TicketActs ticket={ticket} />}
    </div>
  );
}

function Step({ event: { at, by, what, text, from, to } }: { event: TicketEvent }) {
  return (
    <li class={`step ${what}`}>
      <p>
        <b>{ticketStep(what)}</b> {(from !== undefined || to !== undefined) && <span>{moved(what, from, to)}</span>}{' '}
        <small>
          {doer(by)} · {clockTime(at, true)}
        </small>
      </p>
      {text !== undefined && <p class="said">{text}</p>}
    </li>
  );
}

/** Those of no name of their own. */
function doer(by: string): string {
  if (by === 'customer') return t('客户', 'customer');
  if (by === 'system') return t('系统', 'the service');
  return by === 'agent' ? t('客服', 'agent') : by;
}

/** From where to where; what has words is said with them. */
function moved(what: TicketEvent['what'], from: string | undefined, to: string | undefined): string {
  const say = (value: string): string => {
    if (what === 'state') return ticketState(value as Ticket['state']);
    if (what === 'priority') return ticketPriority(value as Ticket['priority']);
    return what === 'due' ? clockTime(Number(value), true) : value;
  };
  return [from, to].flatMap((value) => (value === undefined ? [] : [say(value)])).join(' → ');
}
