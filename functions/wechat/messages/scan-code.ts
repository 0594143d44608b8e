import { group, text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** A user scanned something by a menu item. */
export interface ScanCodeEvent extends EventMessage {
  kind: 'scan-code-push' | 'scan-code-wait';
  /** `qrcode`, `barcode`. */
  scanType: string;
  scanResult: string;
}

/** Events `scancode_push` and `scancode_waitmsg`. */
export function parseScanCode(wire: WireFields, base: EventMessage): ScanCodeEvent {
  const info = group(wire, 'ScanCodeInfo');
  const kind = base.event === 'scancode_push' ? 'scan-code-push' : 'scan-code-wait';
  return { ...base, kind, scanType: text(info, 'ScanType'), scanResult: text(info, 'ScanResult') };
}
