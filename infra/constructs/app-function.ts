import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime, RuntimeFamily, SystemLogLevel, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ENVIRONMENT, type Environment, type FunctionName } from '../../functions/env.ts';
import { bundlingOf, ROOT } from '../bundling/options.ts';
import type { Deployment } from '../context.ts';
import { callsWeChat, entryOf, FUNCTIONS } from '../functions.ts';
import { acknowledge, acknowledgeWildcard } from './acknowledge.ts';
import { statementsOf, wildcardsOf } from './grants.ts';

/** Where functions that call WeChat run, when they need a fixed address. */
export interface FixedEgress {
  vpc: IVpc;
  vpcSubnets: SubnetSelection;
}

export interface AppFunctionProps {
  deployment: Deployment;
  /** Given to functions that call WeChat; the others stay outside, where they start quicker. */
  egress: FixedEgress | undefined;
}

/** One Lambda of ours: its bundle, its name, its log group, and a role that may do what functions.ts says and no more. */
export class AppFunction extends NodejsFunction {
  constructor(scope: Construct, name: FunctionName, { deployment, egress }: AppFunctionProps) {
    const { description, memoryMiB, timeoutSeconds, stack } = FUNCTIONS[name];
    const functionName = `${deployment.prefix}-${name}`;
    const network = callsWeChat(name) ? egress : undefined;
    const logGroup = new LogGroup(scope, `${name}-log`, {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: deployment.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    super(scope, name, {
      functionName,
      description,
      entry: entryOf(name),
      projectRoot: ROOT,
      depsLockFilePath: `${ROOT}package-lock.json`,
      bundling: bundlingOf(name),
      runtime: new Runtime(deployment.runtime, RuntimeFamily.NODEJS),
      architecture: deployment.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      memorySize: memoryMiB,
      timeout: Duration.seconds(timeoutSeconds),
      environment: environmentOf(name, deployment),
      role: roleOf(scope, name, { deployment, logGroup, inVpc: network !== undefined }),
      logGroup,
      // Start, end and report lines would be longer than ours: they come only when something went wrong.
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      // The minute jobs alone would use up the free traces.
      tracing: deployment.tracing && (name === 'callback' || stack === 'admin') ? Tracing.ACTIVE : Tracing.DISABLED,
      ...(network && { vpc: network.vpc, vpcSubnets: network.vpcSubnets }),
    });
    acknowledgeWildcards(this, name, deployment.prefix);
    if (deployment.runtime !== 'nodejs24.x') acknowledge(this, 'L1', 'Node 24 is not in every China region yet');
  }
}

function acknowledgeWildcards({ role }: AppFunction, name: FunctionName, prefix: string): void {
  if (role === undefined) throw new Error('a function of ours has its own role');
  acknowledgeWildcard(
    role,
    '*',
    'X-Ray, network interfaces of a VPC and the list of streams know no narrower resource; nothing else has it here',
  );
  for (const arn of wildcardsOf(prefix, name)) {
    acknowledgeWildcard(role, arn, 'accounts are added after the deployment; all are of this deployment');
  }
}

/** Lambda makes network interfaces in the function's name; EC2 knows no narrower resource for it. */
const NETWORK_INTERFACES = new PolicyStatement({
  actions: [
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
  ],
  resources: ['*'],
});

/** Exactly the variables that env.ts names. */
function environmentOf(name: FunctionName, deployment: Deployment): Record<string, string> {
  const values: Environment<FunctionName> & Record<string, string> = {
    KEFU_PREFIX: deployment.prefix,
    WECHAT_API: deployment.wechatApi,
    // Known to the stack of the callback only, which sets it.
    CALLBACK_URL: '',
    ROBOT_MODEL: deployment.robot ?? '',
  };
  return Object.fromEntries(ENVIRONMENT[name].map((key) => [key, values[key] ?? '']));
}

/** The function's own role. It may write to its own log and to nobody else's. */
function roleOf(
  scope: Construct,
  name: FunctionName,
  { deployment, logGroup, inVpc }: { deployment: Deployment; logGroup: LogGroup; inVpc: boolean },
): Role {
  const role = new Role(scope, `${name}-role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `What ${deployment.prefix}-${name} may do`,
  });
  const log = new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  const statements = statementsOf(Stack.of(scope), deployment.prefix, name);
  for (const statement of [log, ...(inVpc ? [NETWORK_INTERFACES] : []), ...statements]) role.addToPolicy(statement);
  return role;
}
