import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resources, templatesOf } from '../support/templates.ts';

const tables = resources(templatesOf(), 'AWS::DynamoDB::Table');
const of = (name: string) => tables.find(({ Properties }) => Properties.TableName === name);

describe('data stack', () => {
  it('has the tables of the contract', () => {
    expect(tables.map(({ Properties }) => Properties.TableName).sort()).toEqual([
      'kefu-accounts',
      'kefu-contacts',
      'kefu-conversations',
      'kefu-rule-sets',
      'kefu-rules',
      'kefu-statistics',
      'kefu-tickets',
    ]);
  });

  it.each(tables)('keeps $Properties.TableName through an upgrade, a removal and a slip', (table) => {
    expect(table).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        SSESpecification: { SSEEnabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
  });

  it('streams what other functions follow', () => {
    expect(of('kefu-rules')).toMatchObject({
      Properties: { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } },
    });
    expect(of('kefu-conversations')).toMatchObject({
      Properties: { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } },
    });
  });

  it('lets old snapshots expire', () => {
    expect(of('kefu-rule-sets')).toMatchObject({ Properties: { TimeToLiveSpecification: { Enabled: true } } });
  });

  // CloudFormation replaces a table whose logical id, name or key changes, and the new one is empty.
  it('never replaces a table that was released', () => {
    const released = JSON.parse(readFileSync('test/infra/released-tables.json', 'utf8')) as Record<string, object>;
    const now = tables.map(({ id, Properties: { TableName, KeySchema } }) => [id, { TableName, KeySchema }] as const);
    expect(Object.fromEntries(now)).toMatchObject(released);
  });
});
