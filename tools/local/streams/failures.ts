import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { functionArn, streamArn } from '../aws/arn.ts';
import type { ChangeRecord } from '../dynamodb/protocol.ts';
import type { Condition } from './attempt.ts';
import { sequenceNumber } from './event.ts';

const iso = (seconds: number | undefined) => new Date((seconds ?? 0) * 1000).toISOString();

/** What a failure destination is told of a batch that was given up. @see Lambda, "Retain discarded batches" */
export function failureMessage(
  name: string,
  records: ChangeRecord[],
  condition: Condition,
  attempts: number,
  now: number,
) {
  const [first] = records;
  const last = records.at(-1);
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: functionArn(name),
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'shardId-local',
      startSequenceNumber: sequenceNumber(first?.sequence ?? '0'),
      endSequenceNumber: sequenceNumber(last?.sequence ?? '0'),
      approximateArrivalOfFirstRecord: iso(first?.at),
      approximateArrivalOfLastRecord: iso(last?.at),
      batchSize: records.length,
      streamArn: streamArn(first?.table ?? ''),
    },
  };
}

/** The queue of failures of a function: a file with one message a line. */
export function appendFailure(folder: string, name: string, message: object): void {
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${name}.jsonl`), `${JSON.stringify(message)}\n`);
}
