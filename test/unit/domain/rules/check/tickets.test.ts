import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../../../../functions/domain/rules/check/check-settings.ts';
import { TICKET_DEFAULTS } from '../../../../../functions/domain/ticket-settings.ts';

function check(tickets: unknown) {
  const checked = checkSettings({ tickets }, 'service');
  return checked.ok ? checked.settings.tickets : checked.faults.map(({ field, message }) => `${field} ${message}`);
}

describe('@settings.tickets', () => {
  it('keeps what is not said as it is by default', () => {
    expect(check({})).toEqual(TICKET_DEFAULTS);
  });

  it.each([
    [{ dueHours: 4 }, { dueHours: { low: 4, normal: 4, high: 4, urgent: 4 } }],
    [{ dueHours: { high: '1.5' } }, { dueHours: { ...TICKET_DEFAULTS.dueHours, high: 1.5 } }],
    [{ closeAfterDays: '7' }, { closeAfterDays: 7 }],
    [
      { assign: { category: '投诉', group: ' sales ', priority: 'High' } },
      { assign: [{ category: '投诉', group: 'sales', priority: 'high' }] },
    ],
    [{ assign: [{ contains: '发票', assignee: '小李' }] }, { assign: [{ contains: '发票', assignee: '小李' }] }],
    [{ escalate: { group: '主管' } }, { escalate: { group: '主管' } }],
    [{ texts: { assigned: false } }, { texts: { ...TICKET_DEFAULTS.texts, assigned: false } }],
    [
      { texts: { closed: '{ticket} 已关闭', reply: '{text}' } },
      { texts: { ...TICKET_DEFAULTS.texts, closed: '{ticket} 已关闭', reply: '{text}' } },
    ],
  ])('reads %j', (typed, read) => {
    expect(check(typed)).toEqual({ ...TICKET_DEFAULTS, ...read });
  });

  it.each([
    ['yes', 'tickets is "yes"'],
    [{ days: 3 }, 'tickets.days is unknown'],
    [{ closeAfterDays: 0 }, 'tickets.closeAfterDays'],
    [{ closeAfterDays: 'soon' }, 'tickets.closeAfterDays'],
    [{ dueHours: { hight: 3 } }, 'tickets.dueHours.hight is unknown'],
    [{ dueHours: { high: -1 } }, 'tickets.dueHours.high'],
    [{ assign: [{ group: 'a' }, 'sales'] }, 'tickets.assign[1] is "sales"'],
    [{ assign: [{ category: 'a' }] }, 'tickets.assign[0] gives nothing'],
    [{ assign: [{ category: 'a', priority: 'now' }] }, 'tickets.assign[0].priority'],
    [{ escalate: { contains: 'x' } }, 'tickets.escalate.contains is unknown'],
    [{ texts: '好' }, 'tickets.texts is "好"'],
    [{ texts: { opened: '好' } }, 'tickets.texts.opened is unknown'],
    [{ texts: { reply: '已回复' } }, 'tickets.texts.reply lacks {text}'],
  ])('names what is wrong in %j', (typed, fault) => {
    expect(check(typed)).toContainEqual(expect.stringContaining(fault));
  });
});
