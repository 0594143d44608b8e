import { describe, expect, it } from 'vitest';
import { readConditions } from '../../../../../functions/domain/rules/check/conditions.ts';
import { emptyReport, type Report } from '../../../../../functions/domain/rules/check/report.ts';
import { readAgents, readGroups, readOverflow } from '../../../../../functions/domain/rules/check/team.ts';

const faultsOf = (read: (report: Report) => unknown): string[] => {
  const report = emptyReport();
  read(report);
  return report.faults.map(({ field, message }) => `${field} ${message}`);
};

describe('readGroups', () => {
  it('takes lists, sets and single names', () => {
    const typed = { sales: [' a@x ', 'b@x'], repair: new Set(['c@x']), vip: 'd@x' };
    const read = { sales: ['a@x', 'b@x'], repair: ['c@x'], vip: ['d@x'] };
    expect(readGroups(emptyReport(), typed)).toEqual(read);
  });

  it.each([
    ['sales', 'groups is'],
    [{ sales: [] }, 'groups.sales is empty'],
    [{ sales: ['a', ' '] }, 'groups.sales[1] is'],
  ])('refuses %j', (typed, fault) => {
    expect(faultsOf((report) => readGroups(report, typed))).toEqual([expect.stringContaining(fault)]);
  });
});

describe('readOverflow', () => {
  const groups = { sales: ['a'], spare: ['b'] };

  it('takes a group, a map, or a list of both', () => {
    const typed = { sales: ['spare', { group: 'spare', afterMinutes: '1.5' }], spare: { group: 'sales' } };
    expect(readOverflow(emptyReport(), typed, groups)).toEqual({
      sales: [
        { group: 'spare', afterSeconds: 0 },
        { group: 'spare', afterSeconds: 90 },
      ],
      spare: [{ group: 'sales', afterSeconds: 0 }],
    });
  });

  it.each([
    ['spare', ['overflow is']],
    [{ other: 'spare' }, ['overflow.other']],
    [{ sales: 'spar' }, ['overflow.sales[0].group']],
    [{ sales: { afterMinutes: 1 } }, ['overflow.sales[0].group is missing']],
    [{ sales: { group: 'spare', afterMinutes: 1441 } }, ['overflow.sales[0].afterMinutes']],
    [{ sales: { group: 'spare', after: 1 } }, ['overflow.sales[0].after']],
  ])('refuses %j', (typed, faults) => {
    expect(faultsOf((report) => readOverflow(report, typed, groups))).toEqual(
      faults.map((one) => expect.stringContaining(one)),
    );
  });
});

describe('readAgents', () => {
  it('takes a map of what a seat takes, or only how many', () => {
    const typed = {
      a: { capacity: '5', autoAccept: 'true', skills: ['英语', ' 维修 '] },
      b: 3,
      c: { autoAccept: true },
    };
    expect(readAgents(emptyReport(), typed)).toEqual({
      a: { capacity: 5, autoAccept: true, skills: ['英语', '维修'] },
      b: { capacity: 3, autoAccept: false },
      c: { autoAccept: true },
    });
  });

  it.each([
    ['kf1', 'agents is'],
    [{ a: null }, 'agents.a is empty'],
    [{ a: { capacity: 0 } }, 'agents.a.capacity'],
    [{ a: { capacity: 1, seats: 2 } }, 'agents.a.seats'],
    [{ a: { skills: [' '] } }, 'agents.a.skills[0] is'],
  ])('refuses %j', (typed, fault) => {
    expect(faultsOf((report) => readAgents(report, typed))).toEqual([expect.stringContaining(fault)]);
  });
});

describe('readConditions', () => {
  it('takes values by name', () => {
    const when = { Product: ['手机', ' 平板 '], page: 'pages/repair*', vip: 1 };
    expect(readConditions(emptyReport(), { when })).toEqual({
      when: { product: ['手机', '平板'], page: ['pages/repair*'], vip: ['1'] },
    });
  });

  it.each([undefined, [], {}])('takes %j for no condition', (when) => {
    expect(readConditions(emptyReport(), { when })).toEqual({});
  });

  it.each([
    ['手机', 'when is'],
    [{ product: [] }, 'when.product is empty'],
    [{ product: [' '] }, 'when.product is'],
    [Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`n${n}`, 'x'])), 'when has 11 names'],
  ])('refuses %j', (when, fault) => {
    expect(faultsOf((report) => readConditions(report, { when }))).toEqual([expect.stringContaining(fault)]);
  });
});
