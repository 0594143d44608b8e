import { optionalText, text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** A user follows the account. */
export interface SubscribeEvent extends EventMessage {
  kind: 'subscribe';
  /** Scene of the parametric QR code the user came by; absent for a plain follow. */
  scene?: string;
  ticket?: string;
}

/** Event `subscribe`. Only an EventKey with `qrscene_` names a scene; a plain follow may have other ones. */
export function parseSubscribe(wire: WireFields, base: EventMessage): SubscribeEvent {
  const ticket = optionalText(wire, 'Ticket');
  const byCode = text(wire, 'EventKey').startsWith('qrscene_');
  return {
    ...base,
    kind: 'subscribe',
    ...(byCode && { scene: base.eventKey }),
    ...(ticket !== undefined && { ticket }),
  };
}
