import { describe, expect, it } from 'vitest';
import type { KfAccount } from '../../../functions/domain/kf-account.ts';
import { type DeclaredSeat, planKf, type SeatSettings } from '../../../functions/domain/kf-plan.ts';

const NOTHING: SeatSettings = { groups: {}, agents: {} };
const seat = (kfAccount: string, parts: Partial<KfAccount> = {}): KfAccount => ({
  kfAccount,
  nickname: 'Li',
  kfId: '1',
  ...parts,
});
const declared = (kfAccount: string, parts: Partial<DeclaredSeat> = {}): DeclaredSeat => ({
  kfAccount,
  nickname: 'Li',
  ...parts,
});
const plan = (wanted: DeclaredSeat[], current: KfAccount[] = [], settings = NOTHING, miniProgram = false) =>
  planKf(wanted, current, settings, { miniProgram });
const invited = (wechatId: string, status: 'waiting' | 'rejected' | 'expired') => ({
  invitation: { wechatId, status },
});

describe('planKf', () => {
  it('does nothing where all is as declared', () => {
    expect(plan([declared('a@shop', { wechatId: 'li' })], [seat('a@shop', { wechatId: 'li' })])).toEqual({
      steps: [],
      notes: [],
    });
  });

  it('makes room first, then seats, names and invitations', () => {
    const wanted = [
      declared('new@shop', { wechatId: 'li' }),
      declared('a@shop', { nickname: 'Wang' }),
      declared('gone@shop', { remove: true }),
      declared('never@shop', { remove: true }),
    ];
    expect(plan(wanted, [seat('a@shop'), seat('gone@shop')]).steps).toEqual([
      { do: 'remove', kfAccount: 'gone@shop' },
      { do: 'add', kfAccount: 'new@shop', nickname: 'Li' },
      { do: 'rename', kfAccount: 'a@shop', nickname: 'Wang', was: 'Li' },
      { do: 'invite', kfAccount: 'new@shop', wechatId: 'li', because: 'not-bound' },
    ]);
  });

  it.each(['expired', 'rejected'] as const)('invites again when the invitation is %s', (status) => {
    const { steps } = plan([declared('a@shop', { wechatId: 'li' })], [seat('a@shop', invited('li', status))]);
    expect(steps).toEqual([{ do: 'invite', kfAccount: 'a@shop', wechatId: 'li', because: status }]);
  });

  it.each([
    ['is bound to wang, not to li', [seat('a@shop', { wechatId: 'wang' })]],
    ['li is taken by b@shop', [seat('a@shop'), seat('b@shop', { wechatId: 'li' })]],
    ['li is taken by b@shop', [seat('a@shop'), seat('b@shop', invited('li', 'waiting'))]],
    ['li is invited and has to accept', [seat('a@shop', invited('li', 'waiting'))]],
    ['an invitation of wang is pending', [seat('a@shop', invited('wang', 'waiting'))]],
  ])('notes that %s', (note, current) => {
    const { steps, notes } = plan([declared('a@shop', { wechatId: 'li' })], current);
    expect(steps).toEqual([]);
    expect(notes).toEqual([{ kfAccount: 'a@shop', note: expect.stringContaining(note) }]);
  });

  it('invites whose old seat goes', () => {
    const wanted = [declared('b@shop', { remove: true }), declared('a@shop', { wechatId: 'li' })];
    const { steps } = plan(wanted, [seat('a@shop'), seat('b@shop', { wechatId: 'li' })]);
    expect(steps.map((step) => step.do)).toEqual(['remove', 'invite']);
  });

  it.each([
    [100, undefined],
    [101, 'there would be 101 kf accounts; WeChat allows 100'],
  ])('of %i seats', (count, fault) => {
    expect(plan(Array.from({ length: count }, (_, n) => declared(`kf${n}@shop`))).fault).toBe(fault);
  });

  it('knows the agents of a mini program by their WeChat, invites by adding, and names nobody', () => {
    const current = [
      seat('', { wechatId: 'li', nickname: 'own name' }),
      seat('', { ...invited('wang', 'waiting'), kfOpenId: 'k2' }),
    ];
    const wanted = [declared('li'), declared('wang', { remove: true }), declared('zhao')];
    expect(plan(wanted, current, NOTHING, true).steps).toEqual([
      { do: 'remove', kfAccount: 'wang', kfOpenId: 'k2' },
      { do: 'add', kfAccount: 'zhao', nickname: 'Li' },
    ]);
  });
});

describe('the settings of planKf', () => {
  const settings: SeatSettings = {
    groups: { sales: ['a@shop', 'b@shop'], repair: ['a@shop'] },
    agents: { 'a@shop': { autoAccept: true, capacity: 5 } },
  };
  const settingsAfter = (parts: Partial<DeclaredSeat>) =>
    plan([declared('a@shop', parts)], [seat('a@shop')], settings).settings;

  it.each([{}, { groups: ['sales', 'repair'] }, { capacity: 5 }])('stay where they are so already: %j', (parts) => {
    expect(settingsAfter(parts)).toBeUndefined();
  });

  it('move a seat between groups', () => {
    expect(settingsAfter({ groups: ['sales', 'vip'] })?.groups).toEqual({
      sales: ['a@shop', 'b@shop'],
      repair: [],
      vip: ['a@shop'],
    });
  });

  it.each([
    [{ capacity: 9 }, { autoAccept: true, capacity: 9 }],
    [{ autoAccept: false }, { autoAccept: false, capacity: 5 }],
    [{ skills: ['英语'] }, { autoAccept: true, capacity: 5, skills: ['英语'] }],
  ])('take what is declared of a seat, %j, and keep the rest', (parts, agent) => {
    expect(settingsAfter(parts)?.agents).toEqual({ 'a@shop': agent });
  });

  it('declare a new seat that accepts nobody by itself', () => {
    const { settings: next } = plan([declared('c@shop', { capacity: 2 })], [], NOTHING);
    expect(next?.agents).toEqual({ 'c@shop': { autoAccept: false, capacity: 2 } });
  });

  it('forget a seat that goes', () => {
    expect(settingsAfter({ remove: true })).toEqual({ groups: { sales: ['b@shop'], repair: [] }, agents: {} });
  });
});
