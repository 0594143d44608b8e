import { describe, expect, it } from 'vitest';
import type { ModeState } from '../../../../functions/domain/mode.ts';
import {
  type ConversationView,
  countChanges,
  unansweredIn,
} from '../../../../functions/domain/statistics/conversation-changes.ts';
import { spreadOf } from '../../../../functions/domain/statistics/durations.ts';

const AT = 1_800_000_000;
const change = (before: ConversationView, after: ConversationView) => ({
  account: 'main',
  openId: 'o',
  at: AT,
  before,
  after,
});
const counted = (before: ConversationView, after: ConversationView) =>
  countChanges([change(before, after)])[0]?.counters;
const bot: ModeState = { mode: 'bot', at: AT - 100, cause: 'message' };
const waiting: ModeState = { mode: 'waiting', at: AT, cause: 'message' };
const human: ModeState = { mode: 'human', at: AT + 42, cause: 'create', kfAccount: 'kf1@x' };

describe('countChanges', () => {
  it('counts a hand-off with its source', () => {
    const counters = counted(
      { newest: 'a', source: 'shop', state: bot },
      { newest: 'a', source: 'shop', state: waiting },
    );
    expect(counters).toEqual({ 'hand-offs': 1, 'hand-off-from:shop': 1 });
  });

  it('counts the first hand-off of a user who never had a mode', () => {
    expect(counted({ newest: 'a' }, { newest: 'a', state: waiting })).toEqual({ 'hand-offs': 1 });
  });

  it('counts a message and an arrival by their source', () => {
    expect(counted({ newest: 'a' }, { newest: 'b', source: 'scene-1' })).toEqual({
      'source:scene-1': 1,
      'arrival:scene-1': 1,
    });
  });

  it('counts a conversation by its source with the first message after an arrival, and with no other', () => {
    const talked = (before: Record<string, number>, after: Record<string, number>) =>
      counted({ source: 'poster', opened: before }, { source: 'poster', opened: after })?.['talked-from:poster'];
    expect(talked({}, { scan: AT })).toBeUndefined();
    expect(talked({ scan: AT }, { scan: AT, message: AT + 5 })).toBe(1);
    expect(talked({ scan: AT, message: AT + 5 }, { scan: AT, message: AT + 9 })).toBeUndefined();
    expect(talked({ scan: AT + 60, message: AT + 9 }, { scan: AT + 60, message: AT + 70 })).toBe(1);
  });

  it('counts the wait, and the session of its agent', () => {
    expect(counted({ state: waiting }, { state: human })).toEqual({
      'waited:42': 1,
      sessions: 1,
      'agent-sessions:kf1@x': 1,
    });
  });

  it('counts the length of a session when it ends', () => {
    const closed: ModeState = { mode: 'bot', at: human.at + 300, cause: 'close' };
    expect(counted({ state: human }, { state: closed })).toEqual({ 'agent-seconds:kf1@x': 300, 'session:300': 1 });
  });

  it('counts who handed a user on as one session of both agents', () => {
    const other: ModeState = { ...human, at: human.at + 60, cause: 'switch', kfAccount: 'kf2@x' };
    expect(counted({ state: human }, { state: other })).toEqual({
      'agent-sessions:kf2@x': 1,
      'agent-seconds:kf1@x': 60,
    });
  });

  it('counts a session of an unknown agent', () => {
    const unnamed: ModeState = { mode: 'human', at: AT, cause: 'create' };
    expect(counted({ state: bot }, { state: unnamed })).toEqual({ sessions: 1, 'agent-sessions:(unknown)': 1 });
  });

  it('counts waiting in vain', () => {
    expect(counted({ state: waiting }, { state: { ...bot, at: AT + 1800 } })).toEqual({ 'gave-up': 1 });
  });

  it('counts a missed window once', () => {
    expect(counted({ missedAt: AT - 9 }, { missedAt: AT })).toEqual({ 'windows-missed': 1 });
    expect(counted({ missedAt: AT }, { missedAt: AT })).toBeUndefined();
  });

  it('counts nothing when nothing of it changed', () => {
    expect(countChanges([change({ newest: 'a', state: bot }, { newest: 'a', state: bot })])).toEqual([]);
  });
});

describe('unansweredIn', () => {
  const unanswered = { text: '能开专票吗', at: AT, key: 'k1' };
  it('finds the text that came with a hand-off, once', () => {
    expect(unansweredIn([change({}, { unanswered }), change({ unanswered }, { unanswered })])).toEqual([
      { account: 'main', openId: 'o', ...unanswered },
    ]);
  });

  it('leaves out what was no text', () => {
    expect(unansweredIn([change({}, { unanswered: { ...unanswered, text: '[image]' } })])).toEqual([]);
  });
});

describe('spreadOf', () => {
  it('tells median and 90th percentile by nearest rank', () => {
    const counters = { 'waited:10': 5, 'waited:20': 4, 'waited:100': 1 };
    expect(spreadOf(counters, 'waited')).toEqual({ count: 10, median: 10, p90: 20 });
  });

  it('tells nothing of nothing', () => {
    expect(spreadOf({}, 'waited')).toEqual({ count: 0 });
  });
});
