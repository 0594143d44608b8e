import { describe, expect, it } from 'vitest';
import { LOG_METRICS } from '../../infra/metrics.ts';
import { COMMANDS } from '../../tools/kefu/commands/index.ts';
import { ALARM_METRICS } from '../../tools/kefu/cost/prices.ts';
import { resources, templatesOf } from '../support/templates.ts';

const templates = templatesOf({ alarmEmail: 'kefu@example.com' });
const alarms = resources(templates, 'AWS::CloudWatch::Alarm');

describe('notices of WeChat to an account', () => {
  const { pattern } = LOG_METRICS.AccountNotices;

  it.each(['annual_renew', 'verify_expired', '*_fail'])('count %s for the alarm', (notice) => {
    expect(pattern).toContain(`$.notice = "${notice}"`);
  });

  it('are no alarm when they are good news', () => {
    expect(pattern).not.toContain('success');
  });
});

describe('monitoring stack', () => {
  it('keeps to the ten alarms and ten metrics that cost nothing', () => {
    expect(alarms.length).toBeLessThanOrEqual(10);
    expect(Object.keys(LOG_METRICS).length).toBeLessThanOrEqual(10);
  });

  it.each(alarms)('says by $Properties.AlarmName what happened and what to do, to one topic', ({ Properties }) => {
    expect(Properties.AlarmDescription).toMatch(/^[A-Z].*\. Do: /);
    expect(Properties.AlarmActions).toEqual([{ Ref: resources(templates, 'AWS::SNS::Topic')[0]?.id }]);
  });

  const says = alarms.map(({ Properties }) => String(Properties.AlarmDescription));

  it.each(commandsIn(says))('names a command and its arguments: npx kefu %s', (typed) => {
    const [name, inner, ...rest] = typed.split(' ').filter((word) => !word.startsWith('--'));
    const command = COMMANDS.map((create) => create()).find((one) => one.name() === name);
    const innerCommand = command?.commands.find((one) => one.name() === inner);
    const given = (innerCommand ? rest : [inner, ...rest]).filter((word) => word?.startsWith('<'));
    const needed = (innerCommand ?? command)?.registeredArguments.filter(({ required }) => required);
    expect(given).toHaveLength(needed?.length ?? -1);
  });

  it('says of each command that it needs the region', () => {
    for (const words of says) expect(words.includes('npx kefu')).toBe(words.includes('--region <region>'));
  });

  it('watches as many metrics by alarms as the price list says', () => {
    const watched = alarms.map(({ Properties }) => {
      const metrics = (Properties.Metrics ?? [{ MetricStat: {} }]) as { MetricStat?: object }[];
      return metrics.filter(({ MetricStat }) => MetricStat !== undefined).length;
    });
    expect(watched.reduce((sum, count) => sum + count, 0)).toBe(ALARM_METRICS);
  });

  it('counts nothing per user, rule or account', () => {
    const filters = resources(templates, 'AWS::Logs::MetricFilter');
    const transformations = filters.flatMap(({ Properties }) => Properties.MetricTransformations as object[]);
    expect(transformations.filter((one) => 'Dimensions' in one)).toEqual([]);
  });

  it('has one dashboard, and prints where it is', () => {
    expect(resources(templates, 'AWS::CloudWatch::Dashboard')).toHaveLength(1);
    expect(Object.keys(templates.monitoring?.Outputs ?? {})).toEqual(
      expect.arrayContaining(['DashboardUrl', 'AlarmTopic']),
    );
  });

  it('mails the alarms to the address of -c alarmEmail', () => {
    expect(resources(templates, 'AWS::SNS::Subscription')).toMatchObject([
      { Properties: { Protocol: 'email', Endpoint: 'kefu@example.com' } },
    ]);
  });
});

function commandsIn(texts: string[]): string[] {
  return [...new Set([...texts.join('\n').matchAll(/`npx kefu ([^`]+)`/g)].map(([, typed = '']) => typed))];
}
