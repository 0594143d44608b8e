import { text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** An agent handed the user to another one. */
export interface KfSwitchSessionEvent extends EventMessage {
  kind: 'kf-switch-session';
  fromKfAccount: string;
  toKfAccount: string;
}

/** Event `kf_switch_session`. */
export function parseKfSwitchSession(wire: WireFields, base: EventMessage): KfSwitchSessionEvent {
  return {
    ...base,
    kind: 'kf-switch-session',
    fromKfAccount: text(wire, 'FromKfAccount'),
    toKfAccount: text(wire, 'ToKfAccount'),
  };
}
