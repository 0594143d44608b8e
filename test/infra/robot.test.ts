import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findingsOf, plain, resources, templatesOf } from '../support/templates.ts';

const off = templatesOf();
const on = templatesOf({ robot: 'bedrock' });

type Templates = typeof on;

/** What the roles of a function may do at a service. */
const rightsOf = (templates: Templates, name: string, service: string): [string, string][] =>
  resources(templates, 'AWS::IAM::Policy')
    .filter(({ Properties }) => (Properties.Roles as unknown[]).map(plain).join().startsWith(`${'$'}{${name}role`))
    .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Record<string, unknown>[] }).Statement)
    .filter(({ Action }) => [Action].flat().some((action) => String(action).startsWith(`${service}:`)))
    .map(({ Action, Resource }) => [[Action].flat().join(), [Resource].flat().map(plain).join()]);

const robotOf = (templates: Templates) =>
  resources(templates, 'AWS::Lambda::Function').find(({ Properties }) => Properties.FunctionName === 'kefu-robot');

describe('the language model', () => {
  it('is not there unless it is asked for: every template stays as it is', () => {
    expect(templatesOf({ robot: 'none' })).toEqual(off);
    expect(JSON.stringify(off)).not.toMatch(/bedrock|kefu-robot/i);
  });

  it('changes nothing but the rights of the function that delivers', () => {
    const changed = Object.entries(off).flatMap(([stack, { Resources }]) =>
      Object.entries(Resources).filter(([id, one]) => !isDeepStrictEqual(on[stack]?.Resources[id], one)),
    );
    expect(changed.map(([id]) => id)).toEqual([expect.stringMatching(/^deliverrole.*Policy/)]);
    expect(rightsOf(on, 'deliver', 'lambda').at(-1)).toEqual([
      'lambda:InvokeFunction',
      expect.stringMatching(/:function:kefu-robot$/),
    ]);
  });

  it('may be invoked, one model and no other, by a function that may do nothing else', () => {
    expect(robotOf(on)?.Properties.Environment).toEqual({ Variables: { ROBOT_MODEL: 'amazon.nova-lite-v1:0' } });
    expect(rightsOf(on, 'robot', 'bedrock')).toEqual([
      ['bedrock:InvokeModel', expect.stringMatching(/::foundation-model\/amazon\.nova-lite-v1:0$/)],
    ]);
    for (const service of ['dynamodb', 'ssm', 'lambda', 's3']) expect(rightsOf(on, 'robot', service)).toEqual([]);
  });

  it('may be reached through the inference profile that is named, and the model behind it', () => {
    const [[action, on_] = []] = rightsOf(
      templatesOf({ robot: 'bedrock', robotModel: 'apac.amazon.nova-lite-v1:0' }),
      ...(['robot', 'bedrock'] as const),
    );
    expect(action).toBe('bedrock:InvokeModel');
    expect(on_).toMatch(
      /:inference-profile\/apac\.amazon\.nova-lite-v1:0,arn:.*:bedrock:\*::foundation-model\/amazon\.nova-lite-v1:0$/,
    );
  });

  it.each([undefined, 'apac.amazon.nova-lite-v1:0'])('has nothing that cdk-nag objects to: %s', (robotModel) => {
    const context = { robot: 'bedrock', ...(robotModel && { robotModel }) };
    expect(findingsOf(context).flatMap(({ violations }) => violations)).toEqual([]);
  });

  it.each([
    [{ robot: 'bedrock', partition: 'aws-cn' }, '-c robot=bedrock: Amazon Bedrock is not in the China regions'],
    [{ robotModel: 'amazon.nova-lite-v1:0' }, '-c robotModel: needs -c robot=bedrock as well'],
    [{ robot: 'gpt' }, '-c robot=gpt: allowed is none, bedrock'],
    [{ robot: 'bedrock', robotModel: '*' }, '-c robotModel=*: allowed is the id of a Bedrock model'],
  ])('is refused with what is allowed: %j', (context, words) => {
    expect(() => templatesOf(context)).toThrow(words);
  });
});
