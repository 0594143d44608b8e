import { text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** A follower scanned a parametric QR code. */
export interface ScanEvent extends EventMessage {
  kind: 'scan';
  scene: string;
  ticket: string;
}

/** Event `SCAN`. */
export function parseScan(wire: WireFields, base: EventMessage): ScanEvent {
  return { ...base, kind: 'scan', scene: base.eventKey, ticket: text(wire, 'Ticket') };
}
