import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { TABLES, type TableName, type TableSchema, tableName } from '../../functions/env.ts';
import type { Deployment } from '../context.ts';

/** The tables. They outlive the stack: neither an upgrade nor a removal takes a rule, a conversation or a ticket. */
export class DataStack extends Stack {
  readonly tables: Record<TableName, ITable>;

  constructor(scope: Construct, id: string, { deployment, ...props }: StackProps & { deployment: Deployment }) {
    super(scope, id, props);
    const names = Object.keys(TABLES) as TableName[];
    const tables = names.map((name): [string, ITable] => [name, aTable(this, name, deployment) as ITable]);
    this.tables = Object.fromEntries(tables) as Record<TableName, ITable>;
    new CfnOutput(this, 'RulesTable', {
      value: tableName(deployment.prefix, 'rules'),
      description: 'Where operators edit the reply rules, one item each',
    });
  }
}

function aTable(scope: Construct, name: TableName, { prefix }: Deployment): Table {
  const { partition, sort, stream, indexes, expiry }: TableSchema = TABLES[name];
  const table = new Table(scope, name, {
    tableName: tableName(prefix, name),
    partitionKey: { name: partition, type: AttributeType.STRING },
    sortKey: { name: sort, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    // A key that CloudTrail shows the use of, at no price of its own; a key of the customer's would be $1 a month.
    encryption: TableEncryption.AWS_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    ...(stream ? { stream: StreamViewType.NEW_AND_OLD_IMAGES } : {}),
    ...(expiry === undefined ? {} : { timeToLiveAttribute: expiry }),
  });
  for (const index of indexes) {
    table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: { name: index.partition, type: AttributeType.STRING },
      sortKey: { name: index.sort, type: AttributeType.NUMBER },
      projectionType: ProjectionType[index.projection],
    });
  }
  return table;
}
