import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { type FunctionName, TABLES, type TableName, tableName } from '../../../../functions/env.ts';
import { awsFailure } from '../../shared/aws-failure.ts';
import type { Target } from '../../shared/target.ts';
import { type Check, type Finding, fault } from '../check.ts';

/** Without these nobody is answered and nothing can be looked after. */
const NEEDED: FunctionName[] = [
  ...([
    'callback',
    'refresh-token',
    'publish-rules',
    'admin-account',
    'admin-kf',
    'admin-rules',
    'admin-menu',
  ] as const),
];

/** Functions and tables of the deployment. */
export const stack: Check = {
  name: 'stack',
  about: { zh: '函数和表已部署', en: 'functions and tables are deployed' },
  run: async ({ target }) => {
    const functions = await Promise.all(NEEDED.map((name) => missingFunction(target, `${target.prefix}-${name}`)));
    const names = Object.keys(TABLES) as TableName[];
    const tables = await Promise.all(names.map((name) => missingTable(target, tableName(target.prefix, name))));
    return [...functions, ...tables].flat();
  },
};

const DEPLOY: [string, string] = [
  '核对 --region 和 --prefix；没有部署过就运行 npx cdk deploy --all（本机：npm start）',
  'check --region and --prefix; if it was never deployed run npx cdk deploy --all (locally: npm start)',
];

async function missingFunction(target: Target, name: string): Promise<Finding[]> {
  const client = target.lambda();
  try {
    const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: name }));
    const { State = 'Active', StateReason = '' } = Configuration ?? {};
    if (State !== 'Failed') return [];
    const words: [string, string] = [
      `函数 ${name} 无法运行：${StateReason}`,
      `the function ${name} cannot run: ${StateReason}`,
    ];
    return [fault('stack.function-failed', words, DEPLOY)];
  } catch (error) {
    return notThere(error, target, 'stack.function', [`没有函数 ${name}`, `there is no function ${name}`]);
  } finally {
    client.destroy();
  }
}

async function missingTable(target: Target, name: string): Promise<Finding[]> {
  const client = target.dynamodb();
  try {
    await client.send(new DescribeTableCommand({ TableName: name }));
    return [];
  } catch (error) {
    return notThere(error, target, 'stack.table', [`没有表 ${name}`, `there is no table ${name}`]);
  } finally {
    client.destroy();
  }
}

function notThere(error: unknown, target: Target, code: string, words: [string, string]): Finding[] {
  const name = error instanceof Error ? error.name : '';
  if (name === 'ResourceNotFoundException') return [fault(code, words, DEPLOY)];
  // Looking is a right of its own, that a manager may not have.
  if (/AccessDenied/.test(name)) return [];
  throw awsFailure(error, target, { zh: '查看部署', en: 'Looking at the deployment' });
}
