import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { FilterPattern, LogGroup, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { STREAM_SOURCES, type StreamSource, type TableName } from '../../functions/env.ts';
import { acknowledge, acknowledgeWildcard } from '../constructs/acknowledge.ts';
import { foundationOf, functionArn, onModel } from '../constructs/grants.ts';
import { FunctionStack, type FunctionStackProps } from './function-stack.ts';

export interface WorkersProps extends FunctionStackProps {
  tables: Record<TableName, ITable>;
}

/** The functions that streams and schedules start. */
export class WorkersStack extends FunctionStack {
  /** Where a stream batch goes that was given up. */
  readonly failures: Queue;

  constructor(scope: Construct, id: string, { tables, ...props }: WorkersProps) {
    super(scope, id, 'workers', props);
    this.failures = new Queue(this, 'failures', {
      queueName: `${props.deployment.prefix}-failures`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.failures, 'SQS3', 'this is the dead-letter queue of the stream mappings');
    for (const source of STREAM_SOURCES) {
      this.functions.get(source.function)?.addEventSource(eventSource(tables[source.table], source, this.failures));
    }
    this.#followCallback(props.deployment.prefix);
    if (props.deployment.robot !== undefined) this.#letRobotAnswer(props.deployment.prefix, props.deployment.robot);
  }

  /** Who delivers asks the robot, who asks the model: each may do this and, for it, nothing more. */
  #letRobotAnswer(prefix: string, model: string): void {
    const invoke = new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: [functionArn(this, prefix, 'robot')],
    });
    this.functions.get('deliver')?.addToRolePolicy(invoke);
    const robot = this.functions.get('robot');
    robot?.addToRolePolicy(onModel(this, model));
    if (robot?.role === undefined) return;
    const reason = 'an inference profile calls its model in whichever of its regions is free';
    acknowledgeWildcard(robot.role, `arn:<AWS::Partition>:bedrock:*::foundation-model/${foundationOf(model)}`, reason);
  }

  /** The statistics read the callback's log, so that counting adds nothing to its answer. */
  #followCallback(prefix: string): void {
    const collect = this.functions.get('collect-statistics');
    if (collect === undefined) return;
    new SubscriptionFilter(this, 'answered', {
      logGroup: LogGroup.fromLogGroupName(this, 'callback-log', `/aws/lambda/${prefix}-callback`),
      destination: new LambdaDestination(collect),
      filterPattern: FilterPattern.stringValue('$.event', '=', 'message.answered'),
      filterName: 'statistics',
    });
  }
}

/** A mapping that never lets one bad record hold up the others: it halves, tries again, and gives up into the queue. */
function eventSource(table: ITable, source: StreamSource, failures: Queue): DynamoEventSource {
  return new DynamoEventSource(table, {
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: source.batchSize,
    maxBatchingWindow: Duration.seconds(source.windowSeconds),
    parallelizationFactor: source.parallel,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: source.retries,
    maxRecordAge: Duration.seconds(source.maximumAgeSeconds),
    onFailure: new SqsDlq(failures),
    ...(source.filters === undefined
      ? {}
      : { filters: source.filters.map((filter) => ({ pattern: JSON.stringify(filter) })) }),
  });
}
