import { optionalText, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** A menu item opened a page or a mini program; where is `eventKey`. */
export interface ViewEvent extends EventMessage {
  kind: 'view' | 'view-mini-program';
  /** Which conditional menu it was. */
  menuId?: string;
}

/** Events `VIEW` and `view_miniprogram`. */
export function parseView(wire: WireFields, base: EventMessage): ViewEvent {
  const menuId = optionalText(wire, 'MenuId') ?? optionalText(wire, 'MenuID');
  const kind = base.event === 'VIEW' ? 'view' : 'view-mini-program';
  return { ...base, kind, ...(menuId !== undefined && { menuId }) };
}
