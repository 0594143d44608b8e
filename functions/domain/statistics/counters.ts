/** What was counted, by the name of the counter: `messages`, `kind:text`, `rule:welcome`. Zero is absent. */
export type Counters = Record<string, number>;

/** Counters that exist once for each label. */
export type Family =
  | 'kind'
  | 'event'
  | 'mode'
  | 'reply'
  | 'rule'
  | 'source'
  | 'arrival'
  | 'channel'
  | 'product'
  | 'talked-from'
  | 'hand-off-from'
  | 'answer-ms'
  | 'waited'
  | 'session'
  | 'first-response'
  | 'agent-sessions'
  | 'agent-messages'
  | 'agent-users'
  | 'agent-seconds'
  | 'rated'
  | 'agent-ratings'
  | 'agent-stars';

/** Longer labels are cut: an attribute's name costs its length in every item. */
const MAX_LABEL = 120;

/** The name of a counter that exists once for each label. */
export const named = (family: Family, label: string | number): string => `${family}:${`${label}`.slice(0, MAX_LABEL)}`;

/** Count something once, or `times`. */
export function count(counters: Counters, name: string, times = 1): void {
  if (times !== 0) counters[name] = (counters[name] ?? 0) + times;
}

/** Add all counters of one to another. */
export function addAll(to: Counters, from: Readonly<Counters>): void {
  for (const [name, times] of Object.entries(from)) count(to, name, times);
}

/** The labels of a family, most counted first. */
export function labelsOf(counters: Readonly<Counters>, family: Family): { label: string; count: number }[] {
  const prefix = `${family}:`;
  return Object.entries(counters)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, times]) => ({ label: name.slice(prefix.length), count: times }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

/** Start of the hour of a moment, epoch seconds: hours are counted apart, and reports add them up. */
export const hourOf = (at: number): number => Math.floor(at / 3600) * 3600;

/** Which three minutes of its hour a moment is in. */
export const sliceOf = (at: number): number => Math.floor((at % 3600) / 180);
