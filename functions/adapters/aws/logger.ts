import type { LogField, Logger } from '../../ports/logger.ts';

/** Writes each line as one JSON object: CloudWatch's filters and the statistics read it as it is. */
export function createLogger(write: (line: string) => void): Logger {
  const at = (level: string) => (event: string, fields: Record<string, LogField>) =>
    write(`${JSON.stringify({ level, event, ...fields })}\n`);
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
