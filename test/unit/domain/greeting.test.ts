import { describe, expect, it } from 'vitest';
import { obstacle, restMinutes } from '../../../functions/domain/rules/applies.ts';
import { defaultSettings } from '../../../functions/domain/rules/settings.ts';
import { anEnterMiniProgramEvent, aSubscribeEvent } from '../../support/messages.ts';
import { aRule } from '../../support/rules.ts';

const greeting = aRule({ id: 'hello', match: 'event', keywords: ['user_enter_tempsession'] });
const circumstances = { settings: defaultSettings('mini-program'), mode: 'bot' as const, rests: [], sources: [] };

describe('the greeting of a mini program', () => {
  it.each(['waiting', 'human'] as const)('is not said to a user in %s', (mode) => {
    expect(obstacle(greeting, anEnterMiniProgramEvent(), { ...circumstances, mode })).toBe('other-mode');
  });

  it('is said in bot, and to nobody twice in 24 hours', () => {
    expect(obstacle(greeting, anEnterMiniProgramEvent(), circumstances)).toBeUndefined();
    expect(restMinutes(greeting)).toBe(24 * 60);
  });

  it('rests as long as its rule says', () => {
    expect(restMinutes({ ...greeting, cooldownMinutes: 0 })).toBe(0);
  });

  it('leaves the welcome of a new follower as it was', () => {
    const welcome = aRule({ id: 'welcome', match: 'event', keywords: ['subscribe'] });
    expect(restMinutes(welcome)).toBe(0);
    expect(obstacle(welcome, aSubscribeEvent(), { ...circumstances, mode: 'waiting' })).toBeUndefined();
  });
});
