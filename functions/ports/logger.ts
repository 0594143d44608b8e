/** A field of a log line. No message text, no secret, no raw OpenID. */
export type LogField = string | number | boolean | undefined;

/** Writes one line per call: an event name and its fields. */
export interface Logger {
  info(event: string, fields: Record<string, LogField>): void;
  warn(event: string, fields: Record<string, LogField>): void;
  error(event: string, fields: Record<string, LogField>): void;
}
