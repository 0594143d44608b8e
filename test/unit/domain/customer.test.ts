import { describe, expect, it } from 'vitest';
import { customerOf, fits } from '../../../functions/domain/customer.ts';
import { anEvent, aText, aUserMessage } from '../../support/rule-messages.ts';

const told = {
  sessionFrom: 'shop|小王|https://x.cn/a.png|{"vipNo":"V8","product":"手机","region":"华东"}',
  scene: 'qr-7',
};
const customer = customerOf({
  ...told,
  page: { path: 'pages/repair/index?id=3', title: '屏幕维修' },
  tags: ['老客户'],
});

describe('a rule for some customers', () => {
  it.each([
    [{ product: ['手机'] }, true],
    [{ product: ['屏幕维修', '平板'] }, true],
    [{ product: ['平板'] }, false],
    [{ vip: ['*'] }, true],
    [{ page: ['pages/repair*'] }, true],
    [{ page: ['pages/repair'] }, false],
    [{ source: ['Shop'], region: ['华东'] }, true],
    [{ source: ['shop'], region: ['华南'] }, false],
    [{ scene: ['qr-7'], tag: ['老客户'] }, true],
    [{ category: ['*'] }, false],
    [{}, true],
  ])('fits by %j: %s', (when, expected) => {
    expect(fits(customer, when)).toBe(expected);
  });

  it('knows nothing of a user who told nothing', () => {
    expect(fits(customerOf({}), { product: ['*'] })).toBe(false);
  });

  it.each([
    [{ product: ['平板'] }, anEvent('enter-mini-program', 'e', '', { sessionFrom: 'shop|||{"product":"平板"}' })],
    [{ page: ['pages/cup'] }, aUserMessage('mini-program-page', { pagePath: 'pages/cup', title: '茶杯' })],
    [{ scene: ['door'] }, anEvent('scan', 'SCAN', 'door', { scene: 'door' })],
    [{ scene: ['qr-7'] }, anEvent('subscribe', 'subscribe', '')],
    [{ product: ['手机'] }, aText('x')],
  ])('fits by %j what the message itself tells', (when, message) => {
    expect(fits(customerOf(told, message), when)).toBe(true);
  });
});
