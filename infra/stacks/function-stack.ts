import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type FunctionName, SCHEDULES } from '../../functions/env.ts';
import { AppFunction, type FixedEgress } from '../constructs/app-function.ts';
import { runEvery } from '../constructs/schedule.ts';
import type { Deployment } from '../context.ts';
import { type FunctionSpec, functionsOf } from '../functions.ts';

export interface FunctionStackProps extends StackProps {
  deployment: Deployment;
  egress: FixedEgress | undefined;
}

/** The optional functions that a deployment asks for. */
const optionalOf = ({ canary, robot }: Deployment): FunctionName[] => [
  ...(canary ? (['canary'] as const) : []),
  ...(robot === undefined ? [] : (['robot'] as const)),
];

/** A stack with the functions that functions.ts puts there, and their schedules from env.ts. */
export class FunctionStack extends Stack {
  readonly functions: Map<FunctionName, AppFunction>;

  constructor(
    scope: Construct,
    id: string,
    part: FunctionSpec['stack'],
    { deployment, egress, ...props }: FunctionStackProps,
  ) {
    super(scope, id, props);
    this.functions = new Map(
      functionsOf(part, optionalOf(deployment)).map((name) => [
        name,
        new AppFunction(this, name, { deployment, egress }),
      ]),
    );
    for (const { function: name, everyMinutes } of SCHEDULES) {
      const target = this.functions.get(name);
      if (target !== undefined) runEvery(everyMinutes, target);
    }
  }
}
