import { number, text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** What became of a group send. */
export interface MassJobFinishedEvent extends EventMessage {
  kind: 'mass-job-finished';
  /** The `msg_id` its sending returned; no id of this push. */
  jobId: string;
  /** `send success`, `send fail`, `err(NNNNN)`. */
  status: string;
  total: number;
  /** How many were left to send to: sent and failed together. */
  filtered: number;
  sent: number;
  failed: number;
}

/** Event `MASSSENDJOBFINISH`. */
export function parseMassJobFinished(wire: WireFields, base: EventMessage): MassJobFinishedEvent {
  return {
    ...base,
    kind: 'mass-job-finished',
    jobId: text(wire, 'MsgID'),
    status: text(wire, 'Status'),
    total: number(wire, 'TotalCount'),
    filtered: number(wire, 'FilterCount'),
    sent: number(wire, 'SentCount'),
    failed: number(wire, 'ErrorCount'),
  };
}
