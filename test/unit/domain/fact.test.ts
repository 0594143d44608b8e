import { describe, expect, it } from 'vitest';
import { factOf } from '../../../functions/domain/fact.ts';
import { anEvent, aText, aUserMessage } from '../../support/rule-messages.ts';

const templates = Array.from({ length: 21 }, (_, n) => ({ templateId: `t${n}`, ...(n === 0 && { accepted: true }) }));

describe('factOf', () => {
  it.each([
    [
      anEvent('enter-mini-program', 'e', '', { sessionFrom: 'x'.repeat(1025) }),
      { kind: 'session-from', text: 'x'.repeat(1024) },
    ],
    [anEvent('enter-mini-program', 'e', '', { sessionFrom: '' }), undefined],
    [
      aUserMessage('mini-program-page', { pagePath: 'pages/a', title: '手机' }),
      { kind: 'page', path: 'pages/a', title: '手机' },
    ],
    [anEvent('subscribe', 'e', '', { scene: 'poster' }), { kind: 'scene', scene: 'poster' }],
    [anEvent('scan', 'e', '', { scene: 's'.repeat(300) }), { kind: 'scene', scene: 's'.repeat(256) }],
    [anEvent('subscribe', 'e', ''), undefined],
    [
      anEvent('mass-job-finished', 'e', '', { jobId: '1', status: 'send success', total: 3, sent: 2, failed: 1 }),
      { kind: 'job-finished', jobId: '1', status: 'send success', total: 3, sent: 2, failed: 1 },
    ],
    [anEvent('user-authorization-revoked', 'e', '', { subjectOpenId: 'o2' }), { kind: 'erase', subject: 'o2' }],
    [anEvent('user-authorization-cancelled', 'e', ''), { kind: 'erase', subject: 'openid-1' }],
    [anEvent('user-info-modified', 'e', '', { subjectOpenId: 'o2' }), { kind: 'modified', subject: 'o2' }],
    [aText('x'), undefined],
  ])('%#', (message, fact) => {
    expect(factOf(message)).toEqual(fact);
  });

  it('of subscribe messages is which were allowed, the first twenty', () => {
    const fact = factOf(anEvent('subscribe-message-popup', 'e', '', { templates }));
    const told = fact?.kind === 'subscribe-messages' ? fact.templates : [];
    expect(told).toHaveLength(20);
    expect(told.slice(0, 2)).toEqual([
      { id: 't0', accepted: true },
      { id: 't1', accepted: false },
    ]);
  });

  it('is never cut inside a character', () => {
    expect(factOf(anEvent('scan', 'e', '', { scene: `${'s'.repeat(255)}😀` }))).toEqual({
      kind: 'scene',
      scene: `${'s'.repeat(255)}\ufffd`,
    });
  });
});
