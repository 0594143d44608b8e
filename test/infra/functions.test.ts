import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENVIRONMENT } from '../../functions/env.ts';
import { FUNCTIONS, functionsOf } from '../../infra/functions.ts';
import { loadedBy } from '../support/imports.ts';
import { plain, resources, templatesOf } from '../support/templates.ts';

interface Statement {
  Action: string | string[];
  Resource: unknown;
}

const templates = templatesOf();
const functions = resources(templates, 'AWS::Lambda::Function').map(({ Properties }) => ({
  name: String(Properties.FunctionName).replace('kefu-', ''),
  properties: Properties,
}));
const roles = resources(templates, 'AWS::IAM::Policy').map(({ Properties }) => ({
  roles: (Properties.Roles as unknown[]).map(plain).join(),
  statements: (Properties.PolicyDocument as { Statement: Statement[] }).Statement.map(spelt),
}));

function spelt({ Action, Resource }: Statement): string {
  const resource = [Resource]
    .flat()
    .map((one) => plain(one).replace(/^arn:.*?(\w+):\$.*?:\$\{AWS::AccountId\}:/, '$1:'));
  return `${[Action].flat().join(' ')} on ${resource.join(' ')}`;
}

/** What a role may do, one line for each statement. */
function rightsOf(name: string): string {
  const id = name.replaceAll('-', '');
  return roles.find(({ roles: of }) => of.startsWith(`\${${id}role`))?.statements.join('\n') ?? '';
}

/** Requests to AWS in a handler and in everything it loads, by the names of the SDK. */
function requestsOf(name: string): string[] {
  const files = [...loadedBy(`functions/handlers/${name}.ts`)].filter((file) =>
    file.startsWith('functions/adapters/aws/'),
  );
  const code = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const requests = [...code.matchAll(/new (\w+)Command\(|paginate([A-Z]\w+)\(/g)].map(
    ([, one, page]) => one ?? page ?? '',
  );
  return requests.filter((request) => !NOT_CALLED[name]?.includes(request) && request !== 'PutParameter');
}

/** Requests in methods of an adapter that the function does not call. Writing parameters has a test of its own. */
const NOT_CALLED: Record<string, string[]> = {
  'publish-rules': ['DeleteItem'],
  'refresh-token': ['Invoke'],
  'run-schedules': ['DeleteItem', 'PutItem'],
  'admin-kf': ['GetParametersByPath'],
  'admin-tickets': ['GetParametersByPath'],
  'admin-menu': ['UpdateItem', 'BatchWriteItem', 'GetItem'],
  'admin-contacts': ['GetParametersByPath'],
  'admin-messages': ['GetParametersByPath'],
  'admin-rules': ['DeleteItem', 'PutItem'],
  'admin-statistics': ['UpdateItem', 'GetItem', 'BatchWriteItem', 'PutItem'],
};

describe('functions', () => {
  it('are those of the contract whose handlers are written', () => {
    const written = (['callback', 'token', 'workers', 'admin'] as const).flatMap((stack) => functionsOf(stack));
    expect(functions.map(({ name }) => name).sort()).toEqual([...written].sort());
    expect(Object.keys(FUNCTIONS).sort()).toEqual(Object.keys(ENVIRONMENT).sort());
  });

  it.each(functions)('give $name exactly the environment it reads', ({ name, properties }) => {
    const { Variables = {} } = (properties.Environment ?? {}) as { Variables?: Record<string, string> };
    expect(Object.keys(Variables).sort()).toEqual([...ENVIRONMENT[name as keyof typeof ENVIRONMENT]].sort());
  });

  it.each(functions)('run $name on ARM with Node 24, and keep its log for a month', ({ name, properties }) => {
    const log = resources(templates, 'AWS::Logs::LogGroup').find(
      ({ Properties }) => Properties.LogGroupName === `/aws/lambda/kefu-${name}`,
    );
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    expect(log?.Properties.RetentionInDays).toBe(30);
  });

  it('trace what people wait for, and not the jobs of every minute', () => {
    const traced = functions.filter(({ properties }) => properties.TracingConfig !== undefined).map(({ name }) => name);
    expect(traced.filter((name) => name !== 'callback' && !name.startsWith('admin-'))).toEqual([]);
    expect(traced).toEqual(expect.arrayContaining(['callback', 'admin-rules']));
  });

  it.each([{ tracing: 'false' }, { partition: 'aws-cn' }])('trace nothing with %j', (context) => {
    expect(JSON.stringify(templatesOf(context))).not.toMatch(/TracingConfig|xray/i);
  });

  it.each(functions)('trace $name without a line of code, which a cold start would pay for', ({ name }) => {
    const loaded = [...loadedBy(`functions/handlers/${name}.ts`)];
    expect(loaded.length).toBeGreaterThan(1);
    expect(loaded.filter((one) => /xray|tracer/i.test(one))).toEqual([]);
  });
});

describe('roles', () => {
  it('allow no action by a wildcard', () => {
    expect(roles.flatMap(({ statements }) => statements).filter((line) => /\*.* on /.test(line))).toEqual([]);
  });

  it('have a wildcard in a resource only where nothing narrower exists', () => {
    const wild = new Set(roles.flatMap(({ statements }) => statements).filter((line) => line.includes('*')));
    const known = [
      /^xray:PutTelemetryRecords xray:PutTraceSegments on \*$/,
      /^dynamodb:ListStreams on \*$/,
      /^(ssm:(GetParameter|GetParameters|PutParameter) )+on (ssm:parameter\/kefu\/accounts\/\*\/(credentials|access-token|notify|webhooks) ?)+$/,
    ];
    expect([...wild].filter((line) => !known.some((pattern) => pattern.test(line)))).toEqual([]);
  });

  it.each(functions)('let $name touch only the tables of its line in functions.ts', ({ name }) => {
    const { tables = {} } = FUNCTIONS[name as keyof typeof FUNCTIONS];
    const touched = [...rightsOf(name).matchAll(/dynamodb:table\/kefu-([a-z-]+)/g)].map(([, table]) => table);
    expect([...new Set(touched)].sort()).toEqual(Object.keys(tables).sort());
  });

  it.each(functions)('grant $name every request its code makes; its line is in infra/functions.ts', ({ name }) => {
    const rights = [...rightsOf(name).matchAll(/\b(?:dynamodb|ssm|lambda):([A-Z]\w+)/g)];
    const granted = rights.map(([, action = '']) => action.replace('InvokeFunction', 'Invoke'));
    expect(requestsOf(name).filter((request) => !granted.includes(request))).toEqual([]);
  });

  it.each(functions)('grant $name every table it names; its line is in infra/functions.ts', ({ name }) => {
    const files = [...loadedBy(`functions/handlers/${name}.ts`)].filter((file) =>
      file.startsWith('functions/handlers/'),
    );
    const named = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/tableName\(\w+, '([a-z-]+)'\)/g)]);
    const granted = Object.keys(FUNCTIONS[name as keyof typeof FUNCTIONS].tables ?? {});
    expect(named.map(([, table = '']) => table).filter((table) => !granted.includes(table))).toEqual([]);
  });

  it('let the callback read credentials, and neither a token nor another function', () => {
    const rights = rightsOf('callback');
    expect(rights).not.toMatch(/access-token|PutParameter|InvokeFunction/);
    expect(rights).not.toMatch(/table\/kefu-rules\b(?!-)/);
  });

  it('let only refresh-token write an access token', () => {
    const writers = functions.filter(({ name }) => /PutParameter on .*access-token/.test(rightsOf(name)));
    expect(writers.map(({ name }) => name).filter((name) => name !== 'refresh-token')).toEqual([]);
  });
});

describe('policies for people', () => {
  const policies = resources(templates, 'AWS::IAM::ManagedPolicy').map(({ Properties }) => ({
    name: Properties.ManagedPolicyName,
    statements: (Properties.PolicyDocument as { Statement: Statement[] }).Statement.map(spelt),
  }));
  const of = (name: string) => policies.find((policy) => policy.name === name)?.statements ?? [];

  it('let an operator edit the rules table and no other', () => {
    const onItems = of('kefu-operator').filter((line) => line.includes('Item'));
    expect(onItems).toHaveLength(1);
    expect(onItems[0]).toMatch(/ on dynamodb:table\/kefu-rules$/);
  });

  it('let a manager call the admin functions and no other', () => {
    const calls = of('kefu-manager').filter((line) => line.startsWith('lambda:'));
    expect(calls).toEqual(['lambda:InvokeFunction on lambda:function:kefu-admin-*']);
  });
});
