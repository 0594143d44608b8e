/** How long a caller can still wait. Real time, also where the clock that messages are dated by is a virtual one. */
export interface Deadline {
  /** Milliseconds left, 0 when none. */
  leftMs(): number;
  /** Have this run when nothing is left. */
  onOver(run: () => void): void;
  /** Aborted when nothing is left: hand it to whatever takes one. */
  readonly signal: AbortSignal;
}
