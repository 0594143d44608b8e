import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { familyOf, webhookBody, webhookHeaders, webhookPause } from '../../../functions/domain/webhook.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('a delivery', () => {
  it('is what a receiver of the standard takes', () => {
    const now = Math.floor(Date.now() / 1000);
    const body = webhookBody({ id: 'e1', type: 'ticket.opened', at: 0, data: { text: '发票' } });
    const headers = webhookHeaders('e1', body, SECRET, now);
    expect(new Webhook(SECRET).verify(body, headers)).toEqual({
      ...{ type: 'ticket.opened', timestamp: '1970-01-01T00:00:00.000Z', data: { text: '发票' } },
    });
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it.each([
    [0, 60],
    [1, 60],
    [2, 120],
    [6, 1920],
    [7, 3600],
    [999, 3600],
  ])('that failed %i times rests %i seconds', (failures, seconds) => {
    expect(webhookPause(failures)).toBe(seconds);
  });
});

describe('familyOf', () => {
  it.each([
    ['ticket.opened', 'tickets'],
    ['message.received', 'messages'],
    ['session.closed', 'sessions'],
    ['hand-off.asked', 'hand-offs'],
  ])('of %s is %s', (type, family) => {
    expect(familyOf(type)).toBe(family);
  });
});
