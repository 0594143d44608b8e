import { text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** An agent's session with the user ended. */
export interface KfCloseSessionEvent extends EventMessage {
  kind: 'kf-close-session';
  kfAccount: string;
}

/** Event `kf_close_session`. */
export function parseKfCloseSession(wire: WireFields, base: EventMessage): KfCloseSessionEvent {
  return { ...base, kind: 'kf-close-session', kfAccount: text(wire, 'KfAccount') };
}
