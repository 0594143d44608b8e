import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { AppFunction } from './app-function.ts';

/** Starts a function every so many minutes. A run that failed is not repeated: the next one is never far. */
export function runEvery(minutes: number, target: AppFunction): Schedule {
  const role = new Role(target, 'scheduler', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
  role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }));
  return new Schedule(target, 'every', {
    schedule: ScheduleExpression.rate(Duration.minutes(minutes)),
    description: `Starts ${target.node.id} every ${minutes === 1 ? 'minute' : `${minutes} minutes`}`,
    // The construct would also allow every version and alias of the function; there are none.
    target: new LambdaInvoke(target, {
      role: role.withoutPolicyUpdates(),
      retryAttempts: 0,
      maxEventAge: Duration.minutes(minutes),
    }),
  });
}
