import { batch, effect } from '@preact/signals';
import type { ChatEntry, SimulatorEvent, StateView, User } from '../../../simulator/index.ts';
import type { TrailLine } from '../../console/trail-line.ts';
import { read, welcome } from './api.ts';
import { keepLines } from './keep-lines.ts';
import { now, setNow } from './now.ts';
import { tableChanged } from './tables.ts';
import { forgetTrail, passed } from './trail.ts';
import { account, connected, simulated, state, welcomed } from './world.ts';

const MOST_CHAT = 300;
const MOST_LISTED = 300;
const GATHER_MS = 80;
const DRAW_MS = 16;
/** Of its time the page spends no more than a quarter on reading. */
const REST_FACTOR = 3;
const happenings: (() => void)[] = [];
let lastSeenId = 0;
let pauseMs = GATHER_MS;
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
  const hear = <T>(name: string, take: (value: T) => void) =>
    source.addEventListener(name, ({ data }) => soon(() => take(JSON.parse(data as string) as T)));
  hear<SimulatorEvent>('wechat', apply);
  hear<TrailLine>('trail', passed);
  hear<string>('table', tableChanged);
}

/** Many things at once are drawn once. */
function soon(happening: () => void): void {
  happenings.push(happening);
  if (happenings.length > 1) return;
  setTimeout(() => {
    const all = happenings.splice(0);
    batch(() => {
      for (const one of all) one();
    });
  }, DRAW_MS);
}

// another account is chosen: what happened there meanwhile was not read
effect(() => {
  if (account.value && state.peek()) readSoon();
});

async function begin(): Promise<void> {
  lastSeenId = 0;
  state.value = undefined;
  welcomed(await welcome());
  await Promise.all([readState(), forgetTrail()]);
  tableChanged('*');
}

async function readState(): Promise<void> {
  if (!simulated.value) return;
  const begun = performance.now();
  const others = state.value?.accounts;
  const fresh = await read<StateView>(`/api/wechat/state${others ? `?account=${account.value}` : ''}`);
  pauseMs = Math.max(GATHER_MS, REST_FACTOR * (performance.now() - begun));
  batch(() => {
    state.value = { ...fresh, accounts: { ...others, ...keepLines(fresh.accounts, others ?? {}) } };
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
  }, pauseMs);
}

function apply(event: SimulatorEvent): void {
  lastSeenId = event.id;
  // while the clock is turned far, one sees it run
  if (event.at > now.value + 1) setNow(event.at);
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

function changeUser(
  { account: name, openId }: { account: string; openId: string },
  update: (user: User) => User,
): void {
  const view = state.value;
  const found = view?.accounts[name];
  const user = found?.users[openId];
  if (!view || !found || !user) {
    readSoon();
    return;
  }
  const changed = { ...found, users: { ...found.users, [openId]: update(user) } };
  state.value = { ...view, accounts: { ...view.accounts, [name]: changed } };
}

/** A line that the state held already comes once. */
const added = (entries: ChatEntry[], entry: ChatEntry): ChatEntry[] =>
  entries.some(({ id }) => id === entry.id) ? entries : [...entries, entry].slice(-MOST_CHAT);

const listed = <T extends { id: number }>(list: T[], item: T): T[] =>
  list.some(({ id }) => id === item.id) ? list : [...list, item].slice(-MOST_LISTED);
