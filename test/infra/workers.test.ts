import { describe, expect, it } from 'vitest';
import { SCHEDULES, STREAM_SOURCES } from '../../functions/env.ts';
import { functionsOf } from '../../infra/functions.ts';
import { plain, resources, templatesOf } from '../support/templates.ts';

const templates = templatesOf();
const deployed = [...functionsOf('workers'), ...functionsOf('token'), ...functionsOf('admin')];
const mappings = resources(templates, 'AWS::Lambda::EventSourceMapping');

describe('stream mappings', () => {
  it('start each function that env.ts names', () => {
    expect(mappings).toHaveLength(STREAM_SOURCES.filter((source) => deployed.includes(source.function)).length);
  });

  it.each(mappings)('halve, retry and give up $id, so that no record holds up the others', ({ Properties }) => {
    expect(Properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
    });
    expect(Properties.MaximumRetryAttempts).toBeGreaterThanOrEqual(1);
    expect(Properties.MaximumRecordAgeInSeconds).toBeLessThanOrEqual(86_400);
    const { OnFailure } = Properties.DestinationConfig as { OnFailure: { Destination: unknown } };
    expect(plain(OnFailure.Destination)).toMatch(/failures/);
  });

  it('wake deliver only for conversations with something in the outbox', () => {
    const patterns = mappings.map(({ Properties }) => JSON.stringify(Properties.FilterCriteria ?? ''));
    const needed = deployed.includes('deliver') ? 1 : 0;
    expect(patterns.filter((pattern) => pattern.includes('outboxDueAt'))).toHaveLength(needed);
  });

  it('keep what was given up for two weeks', () => {
    expect(resources(templates, 'AWS::SQS::Queue')).toMatchObject([
      { Properties: { QueueName: 'kefu-failures', MessageRetentionPeriod: 1_209_600 } },
    ]);
  });
});

describe('the log of the callback', () => {
  it('reaches the statistics, and only the lines that they count', () => {
    expect(resources(templates, 'AWS::Logs::SubscriptionFilter')).toMatchObject([
      {
        Properties: {
          LogGroupName: '/aws/lambda/kefu-callback',
          FilterPattern: '{ $.event = "message.answered" }',
        },
      },
    ]);
  });
});

describe('schedules', () => {
  it('run each job as often as env.ts says', () => {
    const rates = resources(templates, 'AWS::Scheduler::Schedule').map(
      ({ Properties }) => Properties.ScheduleExpression,
    );
    const wanted = SCHEDULES.filter((job) => deployed.includes(job.function)).map(({ everyMinutes }) =>
      rateOf(everyMinutes),
    );
    expect(rates.sort()).toEqual(wanted.sort());
  });
});

const WHOLE: Record<number, string> = { 60: 'rate(1 hour)', 1440: 'rate(1 day)' };
const rateOf = (minutes: number) => WHOLE[minutes] ?? `rate(${minutes} minute${minutes === 1 ? '' : 's'})`;
