import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../support/engine.ts';

describe('engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.close());

  it('holds every table of the contract', async () => {
    const { TableNames } = await engine.client.send(new ListTablesCommand({}));
    expect(TableNames).toEqual([
      'kefu-accounts',
      'kefu-contacts',
      'kefu-conversations',
      'kefu-rule-sets',
      'kefu-rules',
      'kefu-statistics',
      'kefu-tickets',
    ]);
  });
});
