/** What every part of the simulator works on: the state, the clock, who listens, and the way to the callback. */
import type { Verdict } from './answer-check.ts';
import type { CallbackTransport } from './callback-transport.ts';
import type { Clock } from './clock.ts';
import type { AccountState, Happening, Push, SimulatorEvent, SimulatorState, User } from './types.ts';

export interface World {
  state: SimulatorState;
  clock: Clock;
  transport: CallbackTransport;
  /** Bytes of media by `account/mediaId`; not saved. */
  files: Map<string, Buffer>;
  listeners: Set<(event: SimulatorEvent) => void>;
  /** The last events, for a page that opens later. */
  recent: SimulatorEvent[];
  /** Pushes on their way. */
  underWay: Set<Promise<unknown>>;
  /** Nonces of requests that are on their way: other requests to the callback are not the simulator's. */
  ownNonces: Set<string>;
  /** Where media of the simulator can be fetched. */
  baseUrl: string;
  /** What follows from an answer of the callback. */
  onAnswer(account: AccountState, push: Push, verdict: Verdict): Promise<void>;
}

/** Somebody asked the simulator for something impossible: names the field and what would do. */
export class ControlError extends Error {}

/** How much is kept, so that a saved state does not grow without bound. */
export const KEPT = { events: 500, pushes: 300, rejections: 300, calls: 500, chat: 300, records: 20_000, tokens: 20 };

export function emit(world: World, happening: Happening): void {
  const event: SimulatorEvent = { id: nextId(world), at: world.clock.now(), ...happening };
  keep(world.recent, event, KEPT.events);
  for (const listener of world.listeners) listener(event);
}

/** Append, and forget the oldest beyond the limit. */
export function keep<T>(list: T[], item: T, limit: number): T {
  list.push(item);
  if (list.length > limit) list.splice(0, list.length - limit);
  return item;
}

export const nextId = (world: World): number => ++world.state.sequence;

/** @throws ControlError */
export function accountNamed(world: World, name: string): AccountState {
  const account = world.state.accounts[name];
  if (account) return account;
  throw new ControlError(`account: there is no "${name}"; there are ${Object.keys(world.state.accounts).join(', ')}`);
}

/**
 * A user by OpenID or by name.
 *
 * @throws ControlError
 */
export function userNamed(account: AccountState, user: string): User {
  const found = account.users[user] ?? Object.values(account.users).find(({ name }) => name === user);
  if (found) return found;
  throw new ControlError(`user: ${account.settings.name} has no user "${user}"; create one with users/create`);
}

/** The day in China (UTC+8), by which WeChat counts: `2026-01-31`. */
export const chinaDay = (at: number): string => new Date((at + 8 * 3600) * 1000).toISOString().slice(0, 10);
