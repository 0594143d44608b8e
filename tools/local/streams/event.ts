import { createHash } from 'node:crypto';
import type { DynamoDBRecord } from 'aws-lambda';
import { REGION, streamArn } from '../aws/arn.ts';
import type { ChangeRecord } from '../dynamodb/protocol.ts';

/** A stored change as a record of a DynamoDB stream event. @see Using DynamoDB with Lambda, "Example event" */
export function toStreamRecord({ table, sequence, keys, before, after, at }: ChangeRecord): DynamoDBRecord {
  const images = { ...(after && { NewImage: after }), ...(before && { OldImage: before }) };
  return {
    eventID: createHash('sha256').update(`${table}${sequence}`).digest('hex').slice(0, 32),
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: REGION,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(at),
      Keys: keys,
      ...images,
      SequenceNumber: sequenceNumber(sequence),
      SizeBytes: Buffer.byteLength(JSON.stringify({ keys, ...images })),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: streamArn(table),
  } as DynamoDBRecord;
}

/** As on AWS: 21 digits or more, none of them a leading zero. */
export const sequenceNumber = (sequence: string) => `1${sequence.slice(1)}`;
