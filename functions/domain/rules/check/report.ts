import type { Fault } from '../rule.ts';

/** Collects everything that is wrong with an item, so that a person mends it once. */
export interface Report {
  /** What keeps the item from going live. */
  faults: Fault[];
  /** What works, but maybe not as meant. */
  warnings: Fault[];
}

/** Nothing wrong yet. */
export function emptyReport(): Report {
  return { faults: [], warnings: [] };
}

/** Notes a fault; the answer lets a reader say `return fault(...)`. */
export function fault(report: Report, field: string, message: string): undefined {
  report.faults.push({ field, message });
}

/** Notes something that works, but maybe not as meant. */
export function warn(report: Report, field: string, message: string): void {
  report.warnings.push({ field, message });
}

/** All faults as one text for the `error` of an item: `reply.content is 2,110 bytes; WeChat allows 2,048`. */
export function describeFaults(faults: readonly Fault[]): string {
  return faults.map(({ field, message }) => `${field} ${message}`).join(' | ');
}
