import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readContext } from '../../infra/context.ts';
import { findingsOf, resources, templatesOf } from '../support/templates.ts';

const read = (context: Record<string, unknown>) => readContext(new App({ context }).node);

describe('context', () => {
  it('has a default for everything', () => {
    expect(read({})).toMatchObject({ prefix: 'kefu', egress: 'none', partition: 'aws', architecture: 'arm64' });
  });

  it.each([
    ['egress', 'nat', 'allowed is none, nat-instance, nat-gateway'],
    ['prefix', 'Kefu', 'allowed is 2 to 20 of a-z, 0-9 and -'],
    ['prefix', 'k', 'allowed is 2 to 20'],
    ['prefix', 'a-prefix-of-21-letter', 'allowed is 2 to 20'],
    ['domain', 'https://kefu.example.com', 'allowed is a host name'],
    ['tracing', 'yes', 'allowed is true, false'],
    ['canary', 'on', 'allowed is true, false'],
    ['logDays', '31', 'allowed is 1, 3, 5, 7, 14, 30'],
    ['egres', 'none', 'no such setting; there are prefix, egress'],
  ])('says of %s=%s what is allowed', (key, value, says) => {
    expect(() => read({ [key]: value })).toThrow(says);
    expect(() => read({ [key]: value })).toThrow(`-c ${key}`);
  });

  it('names every fault at once', () => {
    expect(() => read({ egress: 'x', prefix: 'Y' })).toThrow(/prefix=Y[\s\S]*egress=x/);
  });

  it('wants a certificate with a domain', () => {
    expect(() => read({ domain: 'kefu.example.com' })).toThrow('-c domain: needs -c certificate=');
  });

  it.each(['ab', 'a-prefix-of-20-chars'])('takes the prefix %s', (prefix) => {
    expect(read({ prefix }).prefix).toBe(prefix);
  });
});

describe('prefix', () => {
  it('is in every name that is unique in an account', () => {
    const templates = templatesOf({ prefix: 'shop' });
    const named = ['AWS::DynamoDB::Table', 'AWS::Lambda::Function', 'AWS::SQS::Queue', 'AWS::SNS::Topic'];
    const names = named.flatMap((type) =>
      resources(templates, type).map(
        ({ Properties }) =>
          Properties.TableName ?? Properties.FunctionName ?? Properties.QueueName ?? Properties.TopicName,
      ),
    );
    expect(names.filter((name) => !String(name).startsWith('shop-'))).toEqual([]);
    expect(JSON.stringify(templates)).not.toContain('kefu-');
  });
});

describe('the China regions', () => {
  const templates = templatesOf({ partition: 'aws-cn' });

  it('get neither X-Ray nor what may be missing there', () => {
    expect(JSON.stringify(templates)).not.toMatch(/xray|arm64/);
  });
});

describe('cdk-nag', () => {
  it.each([{}, { egress: 'nat-gateway', canary: 'true' }, { egress: 'nat-instance', partition: 'aws-cn' }])(
    'finds nothing with %j',
    (context) => {
      expect(findingsOf(context).flatMap(({ violations }) => violations)).toEqual([]);
    },
  );
});
