import type { StreamSource } from '../../../functions/env.ts';
import type { ChangeRecord } from '../dynamodb/protocol.ts';
import type { Invocation } from '../functions/host.ts';
import { sequenceNumber, toStreamRecord } from './event.ts';

/** Why a batch was given up, as AWS writes it into the message of the failure destination. */
export type Condition = 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded';

/** What trying a batch needs. */
export interface AttemptDeps {
  source: StreamSource;
  invoke(event: unknown): Promise<Invocation>;
  giveUp(records: ChangeRecord[], condition: Condition, attempts: number): void;
  /** Epoch milliseconds. */
  clock(): number;
  sleep(ms: number): Promise<void>;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** Give a batch to its function until it is taken, or given up by its age or its number of tries. */
export async function attempt(deps: AttemptDeps, records: ChangeRecord[]): Promise<void> {
  let rest = records;
  for (let tries = 0; ; tries++) {
    rest = withoutExpired(deps, rest, tries);
    if (rest.length === 0) return;
    const result = await deps.invoke({ Records: rest.map(toStreamRecord) });
    rest = notTaken(rest, result);
    if (rest.length === 0) return;
    if (result.failed && rest.length > 1) return halve(deps, rest);
    if (tries >= deps.source.retries) return deps.giveUp(rest, 'RetryAttemptsExhausted', tries + 1);
    await deps.sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));
  }
}

/** A batch that fails is halved, so that one bad record does not hold up the others; halving costs no try. */
async function halve(deps: AttemptDeps, records: ChangeRecord[]): Promise<void> {
  const middle = Math.ceil(records.length / 2);
  await attempt(deps, records.slice(0, middle));
  await attempt(deps, records.slice(middle));
}

function withoutExpired(
  { source, clock, giveUp }: AttemptDeps,
  records: ChangeRecord[],
  tries: number,
): ChangeRecord[] {
  const oldest = clock() / 1000 - source.maximumAgeSeconds;
  const expired = records.filter(({ at }) => at < oldest);
  if (expired.length > 0) giveUp(expired, 'MaximumRecordAgeExceeded', tries);
  return records.filter(({ at }) => at >= oldest);
}

/** All of a batch that threw; else everything from the first record that the function reported (`batchItemFailures`). */
function notTaken(records: ChangeRecord[], { failed, payload }: Invocation): ChangeRecord[] {
  if (failed) return records;
  const reported = (payload as { batchItemFailures?: { itemIdentifier?: string }[] } | null)?.batchItemFailures ?? [];
  if (reported.length === 0) return [];
  const names = new Set(reported.map(({ itemIdentifier }) => itemIdentifier));
  const first = records.findIndex(({ sequence }) => names.has(sequenceNumber(sequence)));
  return first < 0 ? records : records.slice(first);
}
