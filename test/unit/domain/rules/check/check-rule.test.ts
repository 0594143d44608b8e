import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRule } from '../../../../../functions/domain/rules/check/check-rule.ts';
import {
  anything,
  faultsOf,
  item,
  menu,
  mini,
  onEvent,
  page,
  service,
  unverified,
  warningsOf,
} from '../../../../support/checking.ts';
import { someSettings } from '../../../../support/rules.ts';

describe('checkRule, by account and rights', () => {
  it.each([
    [
      { ...item, reply: { kind: 'voice', mediaId: 'm' } },
      'reply.kind is voice, which a mini program cannot send; use text, image, link or mini-program-page',
    ],
    [
      { ...item, reply: { ...page, appId: 'wx1' } },
      'reply.appId is only for official accounts; a mini program sends its own pages, so remove it',
    ],
    [onEvent, 'keywords has subscribe, which only official accounts receive; remove it'],
    [{ ...item, reply: Array(5).fill('a') }, 'reply has 5 replies; what it answers allows 4 (4 custom sends)'],
    [
      { ...onEvent, keywords: 'user_enter_tempsession', reply: Array(3).fill('a') },
      'reply has 3 replies; what it answers allows 2 (2 custom sends)',
    ],
  ])('faults %o on a mini program', (typed, text) => {
    expect(faultsOf(typed, mini)).toContain(text);
  });

  it.each([
    [
      { ...item, reply: { kind: 'hand-off' } },
      'reply.kind is hand-off, but this account has no customer service (@settings.rights.kf); use a text or a ticket',
    ],
    [
      { ...item, reply: menu },
      'reply is a menu, which goes as a custom send, which this account may not (@settings.rights.customSend); leave one reply that is answered directly, like a text',
    ],
    [
      { ...item, reply: ['a', 'b'] },
      'reply[1] is a custom send, like every reply after the first, which this account may not (@settings.rights.customSend); leave one reply that is answered directly, like a text',
    ],
  ])('faults %o on an unverified account', (typed, text) => {
    expect(faultsOf(typed, unverified)).toContain(text);
  });

  it('says that a mini program without the right to send cannot answer at all', () => {
    const settings = { ...mini.settings, rights: { ...mini.settings.rights, customSend: false } };
    expect(faultsOf(item, { ...mini, settings })).toEqual([
      'reply is a custom send, like every reply of a mini program, which this account may not (@settings.rights.customSend); ask WeChat for the right',
    ]);
  });

  it('names groups first where there are none', () => {
    expect(faultsOf({ ...item, reply: { group: 'sales' } }, { ...service, settings: someSettings() })).toEqual([
      'reply.group is "sales", which @settings.groups does not have; name groups in @settings.groups first',
    ]);
  });

  it('faults media that are not uploaded, where it knows the uploaded ones', () => {
    const context = { ...service, media: new Set(['poster', 'song']) };
    expect(faultsOf({ ...item, reply: { kind: 'image', media: 'postr' } }, context)).toEqual([
      'reply.media is "postr", which is not uploaded; did you mean poster?',
    ]);
    expect(faultsOf({ ...item, reply: { kind: 'image', media: '海报' } }, context)).toEqual([
      'reply.media is "海报", which is not uploaded; upload it under this name',
    ]);
    expect(faultsOf({ ...item, reply: { kind: 'image', media: 'song' } }, context)).toEqual([]);
  });

  it('tells all faults at once', () => {
    expect(faultsOf({ match: 'exat', prio: 1, reply: { kind: 'news' }, hours: 'x', enabled: 'x' }).length).toBe(6);
  });

  it('follows the quotas of the settings', () => {
    const settings = someSettings({ quotas: { message: { sends: 20, seconds: 172_800 } } });
    expect(faultsOf({ ...item, reply: Array(20).fill('a') }, { ...service, settings })).toEqual([]);
  });

  it('allows any number of replies of which one is picked', () => {
    expect(faultsOf({ ...item, pick: 'random', reply: Array(12).fill('a') })).toEqual([]);
  });

  it.each([
    [
      { ...item, keywords: '流量,话费' },
      service,
      'keywords is one keyword with a separator in it; write a list for several',
    ],
    [{ ...item, match: 'regex', keywords: '.*' }, service, 'keywords fits every text; use match any if that is meant'],
    [
      { ...item, audience: 'testers' },
      service,
      'audience is testers, but @settings.testers names none; nobody gets this rule',
    ],
    [{ ...anything, kinds: ['location'] }, mini, 'kinds has location, which a mini program never receives'],
    [
      { ...item, reply: { kfAccount: 'kf1' } },
      mini,
      'reply.kfAccount is only an advice on mini programs: the team is told, and the user goes to the common queue',
    ],
    [
      { ...item, reply: { kfAccount: 'kf1' } },
      { ...service, kfAccounts: new Set(['kf2@shop']) },
      'reply.kfAccount is "kf1", which this account does not have; until it is added, the user goes to the common queue',
    ],
  ])('warns of %o', (typed, context, text) => {
    expect(faultsOf(typed, context)).toEqual([]);
    expect(warningsOf(typed, context)).toEqual([text]);
  });

  it('knows a kf account by its prefix', () => {
    const context = { ...service, kfAccounts: new Set(['kf1@shop']) };
    expect(warningsOf({ ...item, reply: { kfAccount: 'kf1' } }, context)).toEqual([]);
  });

  it('never throws, whatever is typed', () => {
    const names = fc.constantFrom(
      ...Object.keys(item),
      'kinds',
      'pick',
      'priority',
      'hours',
      'from',
      'modes',
      'sources',
      '__proto__',
    );
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('any', 'event', 'regex', 'CLICK:x'),
      fc.array(fc.jsonValue()).map((list) => new Set(list)),
    );
    const typed = fc.dictionary(names, values, { noNullPrototype: false });
    fc.assert(
      fc.property(
        typed,
        fc.constantFrom(service, mini, unverified),
        (one, context) => typeof checkRule(one, context).ok === 'boolean',
      ),
      { numRuns: 300 },
    );
  });

  it('never throws, whatever reply is typed', () => {
    const kinds = fc.constantFrom(
      'text',
      'image',
      'video',
      'music',
      'news',
      'menu',
      'link',
      'mini-program-page',
      'hand-off',
      'ticket',
    );
    const reply = fc
      .tuple(
        kinds,
        fc.dictionary(
          fc.constantFrom('content', 'articles', 'items', 'url', 'media', 'title', 'kfAccount', 'group'),
          fc.jsonValue(),
        ),
      )
      .map(([kind, fields]) => ({ ...fields, kind }));
    fc.assert(
      fc.property(reply, (one) => typeof checkRule({ ...item, reply: one }, service).ok === 'boolean'),
      { numRuns: 200 },
    );
  });
});
