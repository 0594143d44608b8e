import { describe, expect, it } from 'vitest';
import type { ChatRecord } from '../../../../functions/domain/kf-account.ts';
import { countRecords } from '../../../../functions/domain/statistics/chat-records.ts';

const HOUR = 1_800_000_000;
const record = (seconds: number, direction: ChatRecord['direction'], parts: Partial<ChatRecord> = {}): ChatRecord => ({
  openId: 'u1',
  kfAccount: 'kf1@x',
  at: HOUR + seconds,
  direction,
  opercode: direction === 'from-agent' ? 2002 : 2003,
  text: '',
  ...parts,
});

describe('countRecords', () => {
  it('counts what an agent wrote whose account is gone, or is not named at all', () => {
    const records = [record(1, 'from-agent', { kfAccount: 'left@x' }), record(2, 'from-agent', { kfAccount: '' })];
    expect(countRecords(records).get(HOUR)).toMatchObject({
      'agent-messages:left@x': 1,
      'agent-messages:(unknown)': 1,
      'agent-users:(unknown)': 1,
    });
  });

  it('counts messages and users of each agent', () => {
    const records = [
      record(1, 'from-agent'),
      record(2, 'from-agent'),
      record(3, 'from-agent', { openId: 'u2' }),
      record(4, 'from-agent', { openId: 'u2', kfAccount: 'kf2@x' }),
    ];
    expect(countRecords(records).get(HOUR)).toEqual({
      'agent-messages:kf1@x': 3,
      'agent-users:kf1@x': 2,
      'agent-messages:kf2@x': 1,
      'agent-users:kf2@x': 1,
    });
  });

  it('counts the first answer of each stretch of talk', () => {
    const records = [
      record(0, 'from-user'),
      record(20, 'from-user'),
      record(35, 'from-agent'),
      record(40, 'from-user'),
      record(60, 'from-agent'),
      record(3000, 'from-user'),
      record(3007, 'from-agent'),
    ];
    expect(countRecords(records).get(HOUR)).toMatchObject({ 'first-response:35': 1, 'first-response:7': 1 });
  });

  it('keeps records that name no agent', () => {
    expect(countRecords([record(1, 'from-agent', { kfAccount: '' })]).get(HOUR)).toEqual({
      'agent-messages:(unknown)': 1,
      'agent-users:(unknown)': 1,
    });
  });
});
