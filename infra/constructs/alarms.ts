import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../functions/env.ts';
import type { Observed } from '../stacks/monitoring.ts';

interface AlarmSpec {
  /** Its name after the prefix. */
  name: string;
  /** Functions without which there is nothing to watch. */
  needs: readonly FunctionName[];
  metric: (observed: Observed) => IMetric;
  threshold: number;
  /** Periods of five minutes in a row; the default is one. */
  periods?: number;
  /** Fires below the threshold, and when there is no number at all. */
  below?: true;
  /** What happened, and what to do. */
  says: string;
}

const JOBS: readonly FunctionName[] = ['refresh-token', 'refresh-agents', 'run-schedules', 'collect-statistics'];
const STREAM_WORKERS: readonly FunctionName[] = ['publish-rules', 'deliver'];

/** At most ten, the number that is free; the canary's is one more. */
const ALARMS: readonly AlarmSpec[] = [
  {
    name: 'token-not-refreshed',
    needs: ['refresh-token'],
    metric: ({ log }) => log('TokenFailures', Stats.SUM),
    threshold: 1,
    periods: 2,
    says: 'WeChat gives no new access token; the old one may still be good for minutes. Do: run `npx kefu account list`, which names the account, and `npx kefu token <account>`, which names the reason (IP whitelist, AppSecret, frozen account), mend it, then `npx kefu token <account> --refresh`.',
  },
  {
    name: 'token-job-stopped',
    needs: ['refresh-token'],
    metric: ({ lambda }) => lambda('refresh-token', 'Invocations', Stats.SUM),
    threshold: 1,
    periods: 2,
    below: true,
    says: 'The job that keeps the access token did not run for ten minutes. Do: look in EventBridge Scheduler whether its schedule was switched off, and deploy again.',
  },
  {
    name: 'callback-slow',
    needs: ['callback'],
    metric: ({ api }) => api('Latency', Stats.p(99)),
    threshold: 3000,
    periods: 3,
    says: 'One answer in a hundred takes over 3 s; at 5 s WeChat tells the user that the service is down. Do: look at the dashboard for throttled tables or functions; a region far from China adds its own second.',
  },
  {
    name: 'callback-errors',
    needs: ['callback'],
    metric: ({ api }) => api('5xx', Stats.SUM),
    threshold: 5,
    says: 'The callback answered with errors, and WeChat tries each message three times more. Do: run `npx kefu logs <account>` for the reason, then `npx kefu doctor <account>`.',
  },
  {
    name: 'jobs-failing',
    needs: [],
    metric: ({ has, lambda }) =>
      total(
        JOBS.filter(has).map((name) => lambda(name, 'Errors', Stats.SUM)),
        'SUM',
        'failed runs',
      ),
    threshold: 3,
    periods: 2,
    says: 'A job of every minute (token, agents, schedules, statistics) fails again and again. Do: look at its log, /aws/lambda/<name>; the last deployment or a removed right is the usual cause.',
  },
  {
    name: 'given-up',
    needs: [],
    metric: ({ failures }) => failures(),
    threshold: 1,
    says: 'A batch of a stream was given up: edits of rules not published, or sends not delivered. Do: run `npx kefu outbox list <account>` to see them, and `npx kefu outbox redrive <account> <id>` to try again.',
  },
  {
    name: 'streams-behind',
    needs: [],
    metric: ({ has, lambda }) =>
      total(
        STREAM_WORKERS.filter(has).map((name) => lambda(name, 'IteratorAge', Stats.MAXIMUM)),
        'MAX',
        'oldest record (ms)',
      ),
    threshold: 60_000,
    periods: 2,
    says: 'Edits of rules or sends wait for over a minute. Do: look at the logs of publish-rules and deliver for an error that repeats; it goes on by itself when the cause is gone.',
  },
  {
    name: 'rules-in-error',
    needs: ['publish-rules'],
    metric: ({ log }) => log('RulesInError', Stats.MAXIMUM),
    threshold: 1,
    says: 'Some reply rules hold an error and answer in their last good form, or not at all. Do: run `npx kefu rules check <account>`, or look at the attribute `error` of the items in the rules table.',
  },
  {
    name: 'refused-requests',
    needs: ['callback'],
    metric: ({ log }) => log('Refused', Stats.SUM),
    threshold: 100,
    says: 'Many requests with a wrong signature: somebody scans the address, or token or EncodingAESKey differ between WeChat and SSM. Nothing was answered. Do: run `npx kefu doctor <account>`; after changing the token use `npx kefu rotate <account>`.',
  },
  {
    name: 'account-notice',
    needs: ['callback'],
    metric: ({ log }) => log('AccountNotices', Stats.SUM),
    threshold: 1,
    says: 'WeChat told an account that its verification or its annual review ends, lapsed or failed; rights may go with it. Do: sign in at mp.weixin.qq.com and follow what it says, then run `npx kefu doctor <account>`.',
  },
  {
    name: 'canary-silent',
    needs: ['canary'],
    metric: ({ lambda }) =>
      new MathExpression({
        expression: 'runs - failures',
        usingMetrics: {
          runs: lambda('canary', 'Invocations', Stats.SUM),
          failures: lambda('canary', 'Errors', Stats.SUM),
        },
        label: 'messages answered',
      }),
    threshold: 1,
    periods: 2,
    below: true,
    says: 'A test message got no right answer for ten minutes: customers are not answered either. Do: read the reason in the log of the canary function (`canary.failed`), then run `npx kefu doctor <account>` and `npx kefu logs <account>`.',
  },
];

/** One alarm for each line above whose functions are deployed. */
export function addAlarms(scope: Construct, topic: ITopic, observed: Observed): void {
  for (const spec of ALARMS.filter(({ needs }) => needs.every(observed.has))) {
    const alarm = new Alarm(scope, spec.name, {
      alarmName: `${observed.prefix}-${spec.name}`,
      alarmDescription: `${spec.says}${whereOf(spec, observed.prefix)}`,
      metric: spec.metric(observed),
      threshold: spec.threshold,
      evaluationPeriods: spec.periods ?? 1,
      comparisonOperator: spec.below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: spec.below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}

/** A command without a region talks to the machine it is typed on. */
function whereOf({ says }: AlarmSpec, prefix: string): string {
  if (!says.includes('`npx kefu ')) return '';
  return ` Add --region <region>${prefix === 'kefu' ? '' : ` --prefix ${prefix}`} to kefu.`;
}

function total(metrics: IMetric[], how: 'SUM' | 'MAX', label: string): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, at) => [`m${at}`, metric]));
  return new MathExpression({ expression: `${how}([${Object.keys(usingMetrics).join(',')}])`, usingMetrics, label });
}
