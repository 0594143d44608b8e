import { number, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** Where a user is, reported by the client on entering the chat. */
export interface ReportLocationEvent extends EventMessage {
  kind: 'report-location';
  latitude: number;
  longitude: number;
  precision: number;
}

/** Event `LOCATION`. */
export function parseReportLocation(wire: WireFields, base: EventMessage): ReportLocationEvent {
  return {
    ...base,
    kind: 'report-location',
    latitude: number(wire, 'Latitude'),
    longitude: number(wire, 'Longitude'),
    precision: number(wire, 'Precision'),
  };
}
