/** One line of the benchmark's table. */
export interface Row {
  name: string;
  value: number;
  /** `µs`, `ms`, `kB`, `x` ... */
  unit: string;
  /** The most that `value` may be. */
  bar?: number;
  /** What the same machine needs at least, measured in the same run. */
  floor?: number;
  note?: string;
}
