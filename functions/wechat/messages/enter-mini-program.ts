import { text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** A user opened the mini program's customer service by its contact button. */
export interface EnterMiniProgramEvent extends EventMessage {
  kind: 'enter-mini-program';
  /** Client-supplied text: claims, not identity. */
  sessionFrom: string;
}

/** Event `user_enter_tempsession`. */
export function parseEnterMiniProgram(wire: WireFields, base: EventMessage): EnterMiniProgramEvent {
  return { ...base, kind: 'enter-mini-program', sessionFrom: text(wire, 'SessionFrom') };
}
