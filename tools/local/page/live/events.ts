import { batch } from '@preact/signals';
import type { ChatEntry, SimulatorEvent, StateView, User } from '../../../simulator/index.ts';
import type { TrailLine } from '../../console/trail-line.ts';
import { read, welcome } from './api.ts';
import { setNow } from './now.ts';
import { tableChanged } from './tables.ts';
import { forgetTrail, passed } from './trail.ts';
import { connected, simulated, state } from './world.ts';

const MOST_CHAT = 300;
const MOST_LISTED = 300;
const GATHER_MS = 80;
let lastSeenId = 0;
let reading: ReturnType<typeof setTimeout> | undefined;

/** Read everything, and follow what happens from then on. After a pause in the connection everything is read anew. */
export function follow(): void {
  const source = new EventSource('/api/events');
  source.onopen = () => {
    connected.value = true;
    void begin();
  };
  source.onerror = () => {
    connected.value = false;
  };
  source.addEventListener('wechat', ({ data }) => batch(() => apply(JSON.parse(data) as SimulatorEvent)));
  source.addEventListener('trail', ({ data }) => passed(JSON.parse(data) as TrailLine));
  source.addEventListener('table', ({ data }) => tableChanged(JSON.parse(data) as string));
}

async function begin(): Promise<void> {
  lastSeenId = 0;
  simulated.value = (await welcome()).simulated === true;
  await Promise.all([readState(), forgetTrail()]);
  tableChanged('*');
}

async function readState(): Promise<void> {
  if (!simulated.value) return;
  const fresh = await read<StateView>('/api/wechat/state');
  batch(() => {
    state.value = fresh;
    setNow(fresh.now);
  });
  // something happened while it was on its way
  if (fresh.lastEventId < lastSeenId) readSoon();
}

/** What is not worth following in pieces is read again, once for many events. */
function readSoon(): void {
  if (reading !== undefined) return;
  reading = setTimeout(() => {
    reading = undefined;
    void readState();
  }, GATHER_MS);
}

function apply(event: SimulatorEvent): void {
  lastSeenId = event.id;
  switch (event.type) {
    case 'chat.added':
      changeUser(event, (user) => ({ ...user, chat: added(user.chat, event.entry) }));
      break;
    case 'desk.added':
      changeUser(event, (user) => ({ ...user, desk: added(user.desk, event.entry) }));
      break;
    case 'typing.changed':
      changeUser(event, (user) => ({ ...user, typingUntil: event.until }));
      break;
    case 'api.called':
      change((view) => ({ ...view, calls: listed(view.calls, event.call) }));
      break;
    case 'answer.rejected':
      change((view) => ({ ...view, rejections: listed(view.rejections, event.rejection) }));
      break;
    case 'faults.changed':
      change((view) => ({ ...view, faults: event.faults }));
      break;
    case 'clock.advanced':
      setNow(event.at);
      readSoon();
      break;
    default:
      readSoon();
  }
}

function change(update: (view: StateView) => StateView): void {
  if (state.value) state.value = update(state.value);
}

function changeUser({ account, openId }: { account: string; openId: string }, update: (user: User) => User): void {
  const view = state.value;
  const found = view?.accounts[account];
  const user = found?.users[openId];
  if (!view || !found || !user) {
    readSoon();
    return;
  }
  const changed = { ...found, users: { ...found.users, [openId]: update(user) } };
  state.value = { ...view, accounts: { ...view.accounts, [account]: changed } };
}

/** A line that the state held already comes once. */
const added = (entries: ChatEntry[], entry: ChatEntry): ChatEntry[] =>
  entries.some(({ id }) => id === entry.id) ? entries : [...entries, entry].slice(-MOST_CHAT);

const listed = <T extends { id: number }>(list: T[], item: T): T[] =>
  list.some(({ id }) => id === item.id) ? list : [...list, item].slice(-MOST_LISTED);
