import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Tell cdk-nag why a finding stands. The reason must be true: it is what a security review reads. */
export function acknowledge(construct: IConstruct, finding: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions::AwsSolutions-${finding}`, reason });
}

/** As {@link acknowledge}, for a wildcard in a policy. */
export function acknowledgeWildcard(construct: IConstruct, resource: string, reason: string): void {
  acknowledge(construct, `IAM5[Resource::${resource}]`, reason);
}
