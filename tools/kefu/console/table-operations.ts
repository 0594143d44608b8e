import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  BatchWriteItemCommand,
  type BatchWriteItemCommandInput,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';

/** An operation of DynamoDB with the input that its JSON protocol has. */
export type TableOperation = (client: DynamoDBClient, input: object) => Promise<{ $metadata?: unknown }>;

/** Those that change nothing. */
export const READING: ReadonlyMap<string, TableOperation> = new Map<string, TableOperation>([
  ['BatchGetItem', (client, input) => client.send(new BatchGetItemCommand(input as BatchGetItemCommandInput))],
  ['GetItem', (client, input) => client.send(new GetItemCommand(input as GetItemCommandInput))],
  ['Query', (client, input) => client.send(new QueryCommand(input as QueryCommandInput))],
  ['Scan', (client, input) => client.send(new ScanCommand(input as ScanCommandInput))],
]);

/** Those that change something, which `--write` lets through as well. */
export const WRITING: ReadonlyMap<string, TableOperation> = new Map<string, TableOperation>([
  ['BatchWriteItem', (client, input) => client.send(new BatchWriteItemCommand(input as BatchWriteItemCommandInput))],
  ['DeleteItem', (client, input) => client.send(new DeleteItemCommand(input as DeleteItemCommandInput))],
  ['PutItem', (client, input) => client.send(new PutItemCommand(input as PutItemCommandInput))],
  ['UpdateItem', (client, input) => client.send(new UpdateItemCommand(input as UpdateItemCommandInput))],
]);
