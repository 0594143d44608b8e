import type { SeatSettings } from '../domain/kf-plan.ts';
import type { Rights } from '../domain/rules/settings.ts';

/** The parts of an account's `@settings` item that we write ourselves; publishing follows as after any edit. */
export interface SettingsEditor {
  /** Groups and agents as they stand in the item, empty when there are none. */
  seats(account: string): Promise<SeatSettings>;
  setSeats(account: string, seats: SeatSettings): Promise<void>;
  /** The rights that were probed last; undefined when they never were. */
  rights(account: string): Promise<Partial<Rights> | undefined>;
  setRights(account: string, rights: Rights): Promise<void>;
}
