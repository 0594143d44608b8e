import { describe, expect, it } from 'vitest';
import { namesAgents } from '../../../../functions/domain/rules/names-agents.ts';
import { aRule, someSettings } from '../../../support/rules.ts';

const handOff = (parts = {}, rule = {}) => [aRule({ replies: [{ kind: 'hand-off', ...parts }], ...rule })];

describe('namesAgents', () => {
  it.each([
    [true, 'a kf account', handOff({ kfAccount: 'a@x' }), {}],
    [true, 'a group', handOff({ group: 'sales' }), {}],
    [true, 'a skill', handOff({ skill: '英语' }), {}],
    [true, 'an answer for when nobody is online', [], { nobodyOnline: { kind: 'text', content: 'x' } }],
    [true, 'a seat for what nobody answers', [], { unanswered: { kind: 'hand-off', group: 'sales' } }],
    [false, 'anybody', handOff(), {}],
    [false, 'a group, by a rule that is off', handOff({ group: 'sales' }, { enabled: false }), {}],
  ] as const)('is %s for %s', (names, _, rules, settings) => {
    expect(namesAgents({ rules: [...rules], settings: someSettings(settings as object) })).toBe(names);
  });
});
