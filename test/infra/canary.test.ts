import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CANARY_ACCOUNT as KNOWN } from '../../functions/domain/canary.ts';
import { CANARY_ACCOUNT } from '../../infra/functions.ts';
import { plain, resources, templatesOf } from '../support/templates.ts';

const off = templatesOf();
const on = templatesOf({ canary: 'true' });
const [canary] = resources(on, 'AWS::Lambda::Function').filter(
  ({ Properties }) => Properties.FunctionName === 'kefu-canary',
);

describe('the canary', () => {
  it('is not there unless it is asked for', () => {
    expect(templatesOf({ canary: 'false' })).toEqual(off);
    expect(JSON.stringify(off)).not.toMatch(/canary/i);
  });

  it('leaves every other resource as it is', () => {
    const changed = Object.entries(off).flatMap(([stack, { Resources }]) =>
      Object.entries(Resources).filter(([id, one]) => !isDeepStrictEqual(on[stack]?.Resources[id], one)),
    );
    expect(changed).toEqual([]);
  });

  it('runs every five minutes', () => {
    const schedules = resources(on, 'AWS::Scheduler::Schedule').filter(({ Properties }) =>
      plain((Properties.Target as { Arn: unknown }).Arn).includes(canary?.id ?? ''),
    );
    expect(schedules.map(({ Properties }) => Properties.ScheduleExpression)).toEqual(['rate(5 minutes)']);
  });

  it('goes through the address that WeChat is given', () => {
    const environment = canary?.Properties.Environment as { Variables: Record<string, unknown> } | undefined;
    expect(plain(environment?.Variables.CALLBACK_URL)).toMatch(/ApiEndpoint\}\/callback$/);
    const certificate = 'arn:aws:acm:ap-east-1:123456789012:certificate/0a1b2c3d';
    const own = templatesOf({ canary: 'true', domain: 'kefu.example.com', certificate });
    expect(JSON.stringify(own)).toContain('"https://kefu.example.com/callback"');
  });

  it('may keep its own parameter and its own rules, and touch nothing else', () => {
    const [policy] = resources(on, 'AWS::IAM::Policy').filter(({ Properties }) =>
      (Properties.Roles as unknown[]).map(plain).join().startsWith(`${'$'}{canaryrole`),
    );
    const document = policy?.Properties.PolicyDocument as { Statement: Record<string, unknown>[] } | undefined;
    const rights = document?.Statement.filter(({ Action }) => !/logs:/.test(String(Action))).map(
      ({ Action, Resource, Condition }) => [Action, plain(Resource).replace(/^.*?(table|parameter)/, '$1'), Condition],
    );
    expect(rights).toEqual([
      [
        'dynamodb:PutItem',
        'table/kefu-rules',
        { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['_canary'] } },
      ],
      [['ssm:GetParameter', 'ssm:PutParameter'], 'parameter/kefu/accounts/_canary/credentials', undefined],
    ]);
  });

  it('has one alarm of its own, that says what to do', () => {
    const names = (templates: typeof on) =>
      resources(templates, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
    expect(names(on).filter((name) => !names(off).includes(name))).toEqual(['kefu-canary-silent']);
    const [alarm] = resources(on, 'AWS::CloudWatch::Alarm').filter(
      ({ Properties }) => Properties.AlarmName === 'kefu-canary-silent',
    );
    expect(alarm?.Properties).toMatchObject({ TreatMissingData: 'breaching', EvaluationPeriods: 2 });
    expect(alarm?.Properties.AlarmDescription).toMatch(/^[A-Z].*\. Do: /);
  });

  it('is named alike where it is made and where it is known', () => {
    expect(CANARY_ACCOUNT).toBe(KNOWN);
  });
});
