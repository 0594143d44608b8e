import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { TABLES, type TableName, type TableSchema, tableName } from '../../functions/env.ts';

/** What creates a table of the contract on an embedded engine. */
export function createTableInput(prefix: string, name: TableName): CreateTableCommandInput {
  const schema: TableSchema = TABLES[name];
  const input: CreateTableCommandInput = {
    TableName: tableName(prefix, name),
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributesOf(schema),
    KeySchema: keySchema(schema),
  };
  if (schema.indexes.length > 0) {
    input.GlobalSecondaryIndexes = schema.indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index),
      Projection: { ProjectionType: index.projection },
    }));
  }
  return input;
}

function attributesOf({ partition, sort, indexes }: TableSchema) {
  const texts = new Set([partition, sort, ...indexes.map((index) => index.partition)]);
  const numbers = new Set(indexes.map((index) => index.sort));
  return [
    ...[...texts].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    ...[...numbers].map((AttributeName) => ({ AttributeName, AttributeType: 'N' as const })),
  ];
}

const keySchema = ({ partition, sort }: { partition: string; sort: string }) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];
