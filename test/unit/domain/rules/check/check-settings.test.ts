import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../../../../functions/domain/rules/check/check-settings.ts';
import { defaultSettings, type Settings } from '../../../../../functions/domain/rules/settings.ts';

function read(item: object): Settings {
  const checked = checkSettings(item as Record<string, unknown>, 'service');
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return checked.settings;
}

function faultsOf(item: object, kind: 'service' | 'subscription' = 'service'): string[] {
  const checked = checkSettings(item as Record<string, unknown>, kind);
  return checked.ok ? [] : checked.faults.map(({ field, message }) => `${field} ${message}`);
}

const NONE = { kf: false, customSend: false, menu: false, material: false };

describe('checkSettings', () => {
  it.each(['service', 'subscription', 'mini-program'] as const)(
    'fills an empty item of a %s with the defaults',
    (kind) => {
      const item = { account: 'main', id: '@settings', note: 'x', status: 'live', checkedAt: 1 };
      expect(checkSettings(item, kind)).toEqual({ ok: true, settings: defaultSettings(kind), warnings: [] });
    },
  );

  it('waits ten minutes on a mini program, thirty elsewhere', () => {
    expect(defaultSettings('mini-program').waitingMinutes).toBe(10);
    expect(defaultSettings('service').waitingMinutes).toBe(30);
  });

  it('answers with a text and says nothing at a hand-off where rights are missing', () => {
    expect(defaultSettings('subscription')).toMatchObject({
      rights: NONE,
      unanswered: { kind: 'text' },
      handOffNotice: false,
    });
    expect(read({ rights: { kf: 'no' } })).toMatchObject({
      rights: { kf: false, menu: true },
      unanswered: { kind: 'text' },
    });
  });

  it.each([
    [{ timeZone: 'Europe/Berlin' }, { timeZone: 'Europe/Berlin' }],
    [{ rights: ['kf', 'customSend'] }, { rights: { ...NONE, kf: true, customSend: true } }],
    [{ rights: 'none' }, { rights: NONE }],
    [{ groups: { sales: 'a@x', repairs: new Set(['b@x']) } }, { groups: { sales: ['a@x'], repairs: ['b@x'] } }],
    [
      { agents: { 'a@x': { capacity: '5', autoAccept: 'true' }, 'b@x': 3 } },
      { agents: { 'a@x': { capacity: 5, autoAccept: true }, 'b@x': { capacity: 3, autoAccept: false } } },
    ],
    [{ hours: 'Sat 09:00-10:00' }, { hours: [{ weekday: 6, fromMinute: 540, untilMinute: 600 }] }],
    [
      { holidays: '2026/10/1', workdays: ['2026-10-10'] },
      { holidays: ['2026-10-01'], workdays: ['2026-10-10'] },
    ],
    [{ mode: 'Humans-Only' }, { mode: 'humans-only' }],
    [
      { mode: 'notice', notice: '系统维护' },
      { mode: 'notice', notice: '系统维护' },
    ],
    [{ extends: 'shared' }, { extends: ['shared'] }],
    [
      { quotas: { message: 20, follow: { sends: '4', seconds: 120 } } },
      { quotas: { message: { sends: 20, seconds: 172_800 }, follow: { sends: 4, seconds: 120 } } },
    ],
    [{ notices: { queuePlace: false, noHumans: '抱歉' } }, { notices: { queuePlace: false, noHumans: '抱歉' } }],
    [
      { notify: { kind: 'wecom', parameter: '/kefu/notify' } },
      { notify: [{ kind: 'wecom', parameter: '/kefu/notify' }] },
    ],
    [{ testers: ['o1'] }, { testers: ['o1'] }],
    [{ waitingMinutes: '5' }, { waitingMinutes: 5 }],
    [{ handOffNotice: 'false' }, { handOffNotice: false }],
    [{ handOffNotice: true }, { handOffNotice: defaultSettings('service').handOffNotice }],
    [{ handOffNotice: '转接中' }, { handOffNotice: '转接中' }],
    [
      { offHours: { kind: 'ticket' }, nobodyOnline: '稍后' },
      { offHours: { kind: 'ticket' }, nobodyOnline: { kind: 'text', content: '稍后' } },
    ],
    [
      { groups: { sales: 'a@x' }, unanswered: { group: 'sales' } },
      { unanswered: { kind: 'hand-off', group: 'sales' } },
    ],
    [{ foldTraditional: 'yes' }, { foldTraditional: true }],
  ])('reads %o', (item, expected) => {
    expect(read(item)).toMatchObject(expected);
  });

  it.each([
    [{ holiday: [] }, 'holiday is unknown here; did you mean holidays?'],
    [{ timeZone: 'Mars/Base' }, 'timeZone is "Mars/Base"; write an IANA name like Asia/Shanghai'],
    [{ timeZone: [] }, 'timeZone is a list; write an IANA name like Asia/Shanghai'],
    [{ rights: { kf: 'maybe' } }, 'rights.kf is "maybe"; write true or false'],
    [{ rights: { kef: true } }, 'rights.kef is unknown here; did you mean kf?'],
    [{ rights: ['send'] }, 'rights[0] is "send"; write kf, customSend, menu, material or none'],
    [{ groups: ['a'] }, 'groups is a list; write a map of kf accounts by group'],
    [{ groups: { sales: [] } }, 'groups.sales is empty; write the kf accounts of the group'],
    [{ groups: { sales: [{}] } }, 'groups.sales[0] is a map; write a kf account like kf1@name'],
    [{ agents: 3 }, 'agents is 3; write a map by kf account'],
    [{ agents: { a: null } }, 'agents.a is empty; write a map with capacity and autoAccept'],
    [{ agents: { a: { capacity: 0 } } }, 'agents.a.capacity is 0; write a whole number from 1 to 1,000'],
    [{ agents: { a: { capasity: 2 } } }, 'agents.a.capasity is unknown here; did you mean capacity?'],
    [{ holidays: ['soon'] }, 'holidays[0] is "soon"; write a day like 2026-10-01'],
    [{ mode: 'panic' }, 'mode is "panic"; write normal, humans-only or notice'],
    [{ mode: 'notice' }, 'notice is missing; mode notice says it to everybody'],
    [{ extends: [''] }, 'extends[0] is empty; write a text'],
    [{ quotas: 5 }, 'quotas is 5; write a map by message, menu-click, follow, scan or enter-mini-program'],
    [{ quotas: { message: -1 } }, 'quotas.message.sends is -1; write a whole number from 0 to 1,000'],
    [{ quotas: { pay: 1 } }, /^quotas.pay is unknown here; /],
    [{ notices: 'x' }, /^notices is "x"; write a map by handOffByEvent, /],
    [
      { notices: { noHumans: false } },
      'notices.noHumans is false; somebody nobody can serve must be told, so write a text',
    ],
    [{ notify: 'x' }, 'notify[0] is "x"; write a map with kind and parameter'],
    [{ notify: [{}] }, 'notify[0].kind is missing; write wecom, dingtalk or feishu'],
    [
      { notify: [{ kind: 'wecom' }] },
      'notify[0].parameter is missing; write its name in the SSM parameter /kefu/accounts/<account>/notify',
    ],
    [
      { notify: [{ kind: 'wecom', parameter: 'https://x' }] },
      'notify[0].parameter is an address, which is a secret; put it into the SSM parameter /kefu/accounts/<account>/notify and write its name there',
    ],
    [{ waitingMinutes: 0 }, 'waitingMinutes is 0; write a whole number from 1 to 1,440'],
    [{ handOffNotice: [] }, 'handOffNotice is a list; write a text'],
    [{ offHours: { kind: 'news' } }, 'offHours.articles is missing; write a list of articles'],
    [
      { unanswered: { group: 'sales' } },
      'unanswered.group is "sales", which @settings.groups does not have; name groups in @settings.groups first',
    ],
    [
      { rights: [''], unanswered: { kind: 'hand-off' } },
      'unanswered.kind is hand-off, but this account has no customer service (rights.kf); use a text or a ticket',
    ],
  ])('faults %o', (item, text) => {
    expect(faultsOf(item)).toContainEqual(typeof text === 'string' ? text : expect.stringMatching(text));
  });

  it('refuses to send everybody to humans whom nobody can reach', () => {
    expect(faultsOf({ mode: 'humans-only' }, 'subscription')).toEqual([
      'mode is humans-only, but this account has no customer service (rights.kf); everybody would get "抱歉，我暂时无法回答这个问题，请换个说法再试一次。"',
    ]);
  });

  it('warns of a day that is both closed and open', () => {
    const checked = checkSettings({ holidays: ['2026-10-01'], workdays: ['2026-10-01'] }, 'service');
    expect(checked.warnings).toEqual([
      { field: 'workdays', message: 'has 2026-10-01, which is in holidays too; it counts as a holiday' },
    ]);
  });

  it('never throws, whatever is typed', () => {
    const names = fc.constantFrom(
      ...Object.keys(defaultSettings('service')),
      'hours',
      'notice',
      'offHours',
      '__proto__',
    );
    const item = fc.dictionary(names, fc.jsonValue());
    fc.assert(
      fc.property(item, (typed) => typeof checkSettings(typed, 'service').ok === 'boolean'),
      { numRuns: 300 },
    );
  });
});

describe('checkSettings on robot', () => {
  it.each([
    [true, { dailyQuestions: 200, documents: [] }],
    ['true', { dailyQuestions: 200, documents: [] }],
    [
      { dailyQuestions: '50', documents: '有停车场' },
      { dailyQuestions: 50, documents: ['有停车场'] },
    ],
    [{ documents: [' a ', 'b'] }, { dailyQuestions: 200, documents: ['a', 'b'] }],
    [false, undefined],
  ])('reads %j', (robot, settings) => {
    expect(read({ robot }).robot).toEqual(settings);
  });

  it.each([
    [{ robot: 'claude' }, 'robot is "claude"; write true, or a map with dailyQuestions and documents'],
    [{ robot: { model: 'x' } }, 'robot.model'],
    [{ robot: { dailyQuestions: -1 } }, 'robot.dailyQuestions'],
    [{ robot: { documents: [''] } }, 'robot.documents[0]'],
    [{ robot: { documents: ['长'.repeat(20_001)] } }, 'robot.documents are 20,001 characters; at most 20,000'],
    [{ robot: true, rights: NONE }, 'robot needs rights.customSend'],
  ])('refuses %j and says how to mend it', (item, words) => {
    expect(faultsOf(item).join('\n')).toContain(words);
  });
});
