import { CfnOutput } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcard } from '../constructs/acknowledge.ts';
import { functionArn, iamArn, tableArn } from '../constructs/grants.ts';
import { FunctionStack, type FunctionStackProps } from './function-stack.ts';

/** The functions that managers call, and what to attach to the people who do. */
export class AdminStack extends FunctionStack {
  constructor(scope: Construct, id: string, props: FunctionStackProps) {
    super(scope, id, 'admin', props);
    const { prefix } = props.deployment;
    const operator = new ManagedPolicy(this, 'operator', {
      managedPolicyName: `${prefix}-operator`,
      description: 'Edit the reply rules in the DynamoDB console',
      statements: operatorMay(this, prefix),
    });
    const manager = new ManagedPolicy(this, 'manager', {
      managedPolicyName: `${prefix}-manager`,
      description: 'Call the admin functions, by the kefu command or by lambda invoke, and see the dashboard',
      statements: managerMay(this, prefix),
    });
    acknowledgeWildcard(operator, '*', 'dynamodb:ListTables knows no narrower resource; the console needs it');
    acknowledgeWildcard(manager, '*', 'reading CloudWatch dashboards and metrics knows no narrower resource');
    acknowledgeWildcard(manager, iamArn('lambda', `function:${prefix}-admin-*`), 'the admin functions, and no other');
    new CfnOutput(this, 'OperatorPolicy', {
      value: operator.managedPolicyArn,
      description: 'Attach it to people who edit reply rules',
    });
    new CfnOutput(this, 'ManagerPolicy', {
      value: manager.managedPolicyArn,
      description: 'Attach it to people who manage customer service',
    });
  }
}

/** The rules table, and what the console reads to show it. */
const operatorMay = (stack: AdminStack, prefix: string): PolicyStatement[] => [
  new PolicyStatement({
    sid: 'EditRules',
    actions: [
      'dynamodb:BatchGetItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:DeleteItem',
      'dynamodb:DescribeTable',
      'dynamodb:DescribeTimeToLive',
      'dynamodb:GetItem',
      'dynamodb:PartiQLDelete',
      'dynamodb:PartiQLInsert',
      'dynamodb:PartiQLSelect',
      'dynamodb:PartiQLUpdate',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'dynamodb:UpdateItem',
    ],
    resources: [tableArn(stack, prefix, 'rules')],
  }),
  new PolicyStatement({ sid: 'FindTable', actions: ['dynamodb:ListTables'], resources: ['*'] }),
];

const managerMay = (stack: AdminStack, prefix: string): PolicyStatement[] => [
  new PolicyStatement({
    sid: 'CallAdmin',
    actions: ['lambda:InvokeFunction'],
    resources: [functionArn(stack, prefix, 'admin-*')],
  }),
  new PolicyStatement({
    sid: 'SeeDashboard',
    actions: [
      'cloudwatch:DescribeAlarms',
      'cloudwatch:GetDashboard',
      'cloudwatch:GetMetricData',
      'cloudwatch:ListDashboards',
    ],
    resources: ['*'],
  }),
];
