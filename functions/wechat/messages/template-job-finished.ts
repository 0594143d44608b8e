import { text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** What became of a template message. */
export interface TemplateJobFinishedEvent extends EventMessage {
  kind: 'template-job-finished';
  /** The id its sending returned; no id of this push. */
  jobId: string;
  /** `success`, `failed:user block`, `failed: system failed`: compare without blanks. */
  status: string;
}

/** Event `TEMPLATESENDJOBFINISH`. */
export function parseTemplateJobFinished(wire: WireFields, base: EventMessage): TemplateJobFinishedEvent {
  return { ...base, kind: 'template-job-finished', jobId: text(wire, 'MsgID'), status: text(wire, 'Status') };
}
