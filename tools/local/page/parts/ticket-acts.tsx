import { useEffect, useState } from 'preact/hooks';
import { TICKET_STATES, type TicketState } from '../../../../functions/domain/ticket.ts';
import { nextStates } from '../../../../functions/domain/ticket-changes.ts';
import { ApiProblem, invoke } from '../live/api.ts';
import { t } from '../live/language.ts';
import { tell } from '../live/notice.ts';
import { agent } from '../live/world.ts';
import { ticketState } from './terms.ts';
import type { ShownTicket } from './ticket-card.tsx';
import { ADMIN_TICKETS } from './ticket-filter.tsx';

/** Which of the texts a person writes. */
type Kind = 'reply' | 'note';

/** What can be done to a ticket. Whoever was seen to change it meanwhile is named, and nothing of theirs is overwritten. */
export function TicketActs({ ticket }: { ticket: ShownTicket }) {
  const [text, setText] = useState('');
  const [kind, setKind] = useState<Kind>('reply');
  const [assignee, setAssignee] = useState('');
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const isWriting = text !== '' || assignee !== '';
  const [seen, setSeen] = useState(sightOf(ticket));
  // who writes answers the ticket as it was when they began
  useEffect(() => {
    if (!isWriting || onlyTold(ticket, seen)) setSeen((last) => newer(last, sightOf(ticket)));
  }, [isWriting, ticket.version]);
  const act = async (action: string, fields: object) => {
    setProblem('');
    setBusy(true);
    try {
      const { told, ticket: changed } = await change(ticket, seen, { action, by: me(), ...fields });
      setSeen(sightOf(changed));
      tell(outcome(told));
      return true;
    } catch (error) {
      setProblem(inWords(error, ticket.id));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const isStale = isWriting && ticket.version > seen.version && !onlyTold(ticket, seen);
  return (
    <>
      {isStale && <Changed ticket={ticket} accept={() => setSeen(sightOf(ticket))} />}
      {problem !== '' && !isStale && (
        <p class="error" role="alert">
          {problem}
        </p>
      )}
      <Writing
        {...{ kind, setKind, text, setText, isBusy }}
        hasCustomer={ticket.openId !== undefined}
        send={async () => {
          if (await act(kind, { text })) setText('');
        }}
      />
      <form
        class="inline-form"
        onSubmit={async (event) => {
          event.preventDefault();
          if (await act('assign', { assignee })) setAssignee('');
        }}
      >
        <input
          class="field"
          required
          aria-label={t('指派给谁', 'Assign to')}
          placeholder={ticket.assignee ?? t('谁来处理', 'who takes it')}
          value={assignee}
          onInput={({ currentTarget }) => setAssignee(currentTarget.value)}
        />
        <button type="submit" class="plain-button" disabled={isBusy}>
          {t('指派', 'Assign')}
        </button>
      </form>
      <States ticket={ticket} isBusy={isBusy} lead={(state) => act('transition', { state })} />
    </>
  );
}

/** As far as one saw a ticket. */
interface Sight {
  version: number;
  events: number;
}

/** What one did oneself is known before the ticket is read anew. */
const newer = (one: Sight, other: Sight): Sight => (other.version > one.version ? other : one);

const sightOf = ({ version, history }: ShownTicket): Sight => ({ version, events: history.length });

/** Whether nothing happened since but that the customer was told: that is nobody's work. */
const onlyTold = ({ history }: ShownTicket, { events }: Sight): boolean =>
  history.slice(events).every(({ what }) => what === 'told');

interface Done {
  told?: string;
  ticket: ShownTicket;
}

/** Change a ticket as it was seen; a refusal only because the customer was told meanwhile is got over. */
async function change({ account, id }: ShownTicket, seen: Sight, act: object): Promise<Done> {
  const ask = (version: number, asked: object) =>
    invoke(ADMIN_TICKETS, { account, ticket: id, version, ...asked }) as Promise<unknown> as Promise<Done>;
  try {
    return await ask(seen.version, act);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'conflict') throw error;
    const { ticket } = (await invoke(ADMIN_TICKETS, { action: 'get', account, ticket: id })) as unknown as Done;
    if (!onlyTold(ticket, seen)) throw error;
    return ask(ticket.version, act);
  }
}

/** Who does it: the agent one plays. */
const me = (): string => agent.value?.nickname ?? 'console';

function outcome(told: string | undefined): string {
  if (told === 'now') return t('已保存，并已通知客户', 'Saved; the customer is being told');
  if (told === 'at-next-message')
    return t('已保存，客户下次发消息时告知', 'Saved; the customer is told with their next message');
  return t('已保存', 'Saved');
}

function inWords(error: unknown, id: string): string {
  if (error instanceof ApiProblem && error.code === 'conflict')
    return t(`${id} 刚被别人改动，您的修改没有保存。看过最新情况后再试一次。`, error.message);
  return error instanceof Error ? error.message : String(error);
}

/** The ticket is not any more what the writer saw. */
function Changed({ ticket: { id, history }, accept }: { ticket: ShownTicket; accept: () => void }) {
  const who = history.at(-1)?.by ?? '';
  return (
    <div class="changed" role="alert">
      <p>
        {t(
          `您写的时候，${id} 被“${who}”改动了。看过上面的经过再决定是否发送；现在发送不会被保存。`,
          `While you wrote, ${id} was changed by "${who}". Look at the history above; what you send now is not stored.`,
        )}
      </p>
      <button type="button" class="plain-button" onClick={accept}>
        {t('我看过了', 'I have seen it')}
      </button>
    </div>
  );
}

interface WritingProps {
  kind: Kind;
  setKind: (kind: Kind) => void;
  text: string;
  setText: (text: string) => void;
  hasCustomer: boolean;
  isBusy: boolean;
  send: () => void;
}

function Writing({ kind, setKind, text, setText, hasCustomer, isBusy, send }: WritingProps) {
  const chosen = hasCustomer ? kind : 'note';
  const kinds: [Kind, string][] = [
    ['reply', t('回复客户', 'Answer the customer')],
    ['note', t('内部备注', 'Note for colleagues')],
  ];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <fieldset class="segments">
        <legend class="unseen">{t('写给谁', 'For whom')}</legend>
        {kinds.map(([id, title]) => (
          <label key={id} class={chosen === id ? 'segment chosen' : 'segment'}>
            <input
              type="radio"
              name="ticket-text"
              checked={chosen === id}
              disabled={id === 'reply' && !hasCustomer}
              onChange={() => setKind(id)}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <textarea
        class="field wide"
        rows={2}
        required
        aria-label={
          chosen === 'reply' ? t('给客户的话', 'Words to the customer') : t('给同事的话', 'Words to colleagues')
        }
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit" class="main-button" disabled={isBusy}>
        {chosen === 'reply' ? t('发给客户', 'Send to the customer') : t('记下备注', 'Keep the note')}
      </button>
    </form>
  );
}

interface StatesProps {
  ticket: ShownTicket;
  isBusy: boolean;
  lead: (state: TicketState) => void;
}

/** `assigned` is reached by naming somebody. */
function States({ ticket, isBusy, lead }: StatesProps) {
  const next = nextStates(ticket.state);
  const offered = TICKET_STATES.filter(
    (state) => next.includes(state) && (state !== 'assigned' || ticket.assignee !== undefined),
  );
  return (
    <fieldset class="states">
      <legend class="label">{t('改为', 'Set to')}</legend>
      <div class="buttons">
        {offered.map((state) => (
          <button key={state} type="button" class="plain-button" disabled={isBusy} onClick={() => lead(state)}>
            {ticketState(state)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
