import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { StoreConflictError } from '../errors.ts';
import type { Logger } from '../ports/logger.ts';
import { forEachOf } from '../usecases/for-each-of.ts';

/** What becomes of the records of one key. */
interface Groups {
  /** For the log: `rules.publish` fails as `rules.publish-failed`. */
  job: string;
  /** Records with the same key are one piece of work; undefined = of no interest. */
  keyOf: (record: DynamoDBRecord) => string | undefined;
  /** Called once for each key. What it throws stops no other key. */
  work: (key: string, records: readonly DynamoDBRecord[]) => Promise<void>;
  logger: Logger;
  /** Keys worked on at once. @default 1 */
  atOnce?: number;
}

/**
 * Work through a batch of a DynamoDB stream, key by key. A fault that may pass makes Lambda repeat the batch from the first
 * record of that key on, so the work has to bear repeating. Any other fault is logged and left: it would come again, and stop
 * everybody's records behind it.
 *
 * @see Reporting batch item failures for Lambda functions with DynamoDB, in the AWS documentation
 */
export async function eachGroup({ Records }: DynamoDBStreamEvent, groups: Groups): Promise<DynamoDBBatchResponse> {
  const failed = new Set<DynamoDBRecord>();
  await forEachOf([...grouped(Records, groups.keyOf)], groups.atOnce ?? 1, async ([key, records]) => {
    const first = records[0];
    if (first && !(await succeeds(groups, key, records))) failed.add(first);
  });
  const itemIdentifier = Records.find((record) => failed.has(record))?.dynamodb?.SequenceNumber;
  return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
}

function grouped(records: readonly DynamoDBRecord[], keyOf: Groups['keyOf']): Map<string, DynamoDBRecord[]> {
  const groups = new Map<string, DynamoDBRecord[]>();
  for (const record of records) {
    const key = keyOf(record);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return groups;
}

/** False when it is worth repeating. */
async function succeeds(
  { job, work, logger }: Groups,
  key: string,
  records: readonly DynamoDBRecord[],
): Promise<boolean> {
  try {
    await work(key, records);
    return true;
  } catch (error) {
    const repeat = mayPass(error);
    logger.error(`${job}-failed`, { error: error instanceof Error ? error.name : 'unknown', repeat });
    return !repeat;
  }
}

const THROTTLED = /throttl|throughput|limitexceeded|toomanyrequests/i;

/** Whether a fault lies in the circumstances (network, a busy service, a race) and not in the data or in us. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof StoreConflictError || THROTTLED.test(error.name)) return true;
  const { $fault, code } = error as { $fault?: unknown; code?: unknown };
  if ($fault !== undefined) return $fault === 'server';
  return (
    error.name === 'TimeoutError' || error.name === 'AbortError' || (typeof code === 'string' && /^E[A-Z]/.test(code))
  );
}

/** Whether two images differ in something else than the named attributes. A missing image differs from any other. */
export function differsBeside(record: DynamoDBRecord, ignored: readonly string[]): boolean {
  const { OldImage, NewImage } = record.dynamodb ?? {};
  if (!OldImage || !NewImage) return true;
  const rest = (image: object) => Object.fromEntries(Object.entries(image).filter(([name]) => !ignored.includes(name)));
  return !isDeepStrictEqual(rest(OldImage), rest(NewImage));
}
