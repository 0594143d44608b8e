import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../functions/env.ts';
import { addAlarms } from '../constructs/alarms.ts';
import { KefuDashboard } from '../constructs/dashboard.ts';
import type { Deployment } from '../context.ts';
import { LOG_METRICS, type LogMetricName } from '../metrics.ts';
import type { CallbackStack } from './callback.ts';
import type { FunctionStack } from './function-stack.ts';
import type { WorkersStack } from './workers.ts';

export interface MonitoringProps extends StackProps {
  deployment: Deployment;
  callback: CallbackStack;
  token: FunctionStack;
  workers: WorkersStack;
  admin: FunctionStack;
}

/** What alarms and the dashboard look at. */
export interface Observed {
  prefix: string;
  /** Whether a function is part of the deployment. */
  has(name: FunctionName): boolean;
  /** A number from the log lines; see metrics.ts. */
  log(name: LogMetricName, statistic: string): Metric;
  /** A number that Lambda itself counts of a function. */
  lambda(name: FunctionName, metricName: string, statistic: string): Metric;
  /** A number that API Gateway counts of the callback. */
  api(metricName: string, statistic: string): Metric;
  /** Messages in the queue of given-up batches. */
  failures(): Metric;
}

/** One dashboard that a manager understands, and alarms that say what to do, to one topic. */
export class MonitoringStack extends Stack {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    const { deployment, callback, token, workers, admin, ...rest } = props;
    super(scope, id, rest);
    const stacks = [callback, token, workers, admin];
    for (const stack of stacks) this.addStackDependency(stack);
    const observed = observe(deployment.prefix, callback, (name) =>
      stacks.some(({ functions }) => functions.has(name)),
    );
    for (const name of Object.keys(LOG_METRICS) as LogMetricName[]) addFilter(this, observed, name);
    const topic = new Topic(this, 'alarms', { topicName: `${deployment.prefix}-alarms`, enforceSSL: true });
    if (deployment.alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(deployment.alarmEmail));
    addAlarms(this, topic, observed);
    const dashboard = new KefuDashboard(this, 'dashboard', observed);
    new CfnOutput(this, 'DashboardUrl', {
      value: dashboard.urlIn(this, deployment.partition),
      description: 'How the day goes: messages, answers, hand-offs, answer time, token',
    });
    new CfnOutput(this, 'AlarmTopic', {
      value: topic.topicArn,
      description: 'Subscribe whoever should hear of alarms, or deploy with -c alarmEmail=<address>',
    });
  }
}

function addFilter(stack: Stack, { prefix, has }: Observed, metricName: LogMetricName): void {
  const { function: name, pattern, value } = LOG_METRICS[metricName];
  if (!has(name)) return;
  new MetricFilter(stack, metricName, {
    logGroup: LogGroup.fromLogGroupName(stack, `${metricName}-log`, `/aws/lambda/${prefix}-${name}`),
    filterPattern: FilterPattern.literal(pattern),
    metricNamespace: namespace(prefix),
    metricName,
    metricValue: value,
  });
}

const namespace = (prefix: string) => `WeChatKefu/${prefix}`;

/** By name, not by reference: a reference between stacks would keep the other from changing. */
function observe(prefix: string, callback: CallbackStack, has: Observed['has']): Observed {
  const period = Duration.minutes(5);
  const of = (space: string, metricName: string, statistic: string, dimensionsMap: Record<string, string> = {}) =>
    new Metric({ namespace: space, metricName, statistic, period, dimensionsMap });
  return {
    prefix,
    has,
    log: (name, statistic) => of(namespace(prefix), name, statistic),
    lambda: (name, metricName, statistic) =>
      of('AWS/Lambda', metricName, statistic, { FunctionName: `${prefix}-${name}` }),
    api: (metricName, statistic) => of('AWS/ApiGateway', metricName, statistic, { ApiId: callback.apiId }),
    failures: () =>
      of('AWS/SQS', 'ApproximateNumberOfMessagesVisible', Stats.MAXIMUM, { QueueName: `${prefix}-failures` }),
  };
}
