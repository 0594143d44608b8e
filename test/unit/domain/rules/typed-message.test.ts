import { describe, expect, it } from 'vitest';
import { typedMessage } from '../../../../functions/domain/rules/typed-message.ts';
import { ProtocolError } from '../../../../functions/errors.ts';

const typed = (message: Parameters<typeof typedMessage>[1]) => typedMessage('main', message, 1_700_000_000);

describe('typedMessage', () => {
  it.each([
    ['流量', { kind: 'text', content: '流量' }],
    [{ content: '流量' }, { kind: 'text', content: '流量' }],
    [
      { kind: 'text', content: '是', menuItemId: '7' },
      { kind: 'text', menuItemId: '7' },
    ],
    [
      { kind: 'voice', recognition: '流量' },
      { kind: 'voice', recognition: '流量' },
    ],
    [{ kind: 'image' }, { kind: 'image' }],
    [{ kind: 'short-video' }, { kind: 'short-video' }],
    [{ kind: 'mini-program-page' }, { kind: 'mini-program-page' }],
    [{ kind: 'sticker' }, { kind: 'sticker' }],
    [
      { kind: 'click', eventKey: 'menu_kf' },
      { kind: 'click', eventKey: 'menu_kf' },
    ],
    [{ event: 'CLICK:menu_kf' }, { kind: 'click', eventKey: 'menu_kf' }],
    [{ event: 'subscribe' }, { kind: 'subscribe', eventKey: '' }],
    [{ event: 'SCENE:42' }, { kind: 'subscribe', scene: '42' }],
    [
      { kind: 'scan', scene: '42' },
      { kind: 'scan', eventKey: '42' },
    ],
    [
      { kind: 'enter-mini-program', sessionFrom: 'shop' },
      { kind: 'enter-mini-program', sessionFrom: 'shop' },
    ],
    [
      { MsgType: 'event', Event: 'CLICK', EventKey: 'k' },
      { kind: 'click', eventKey: 'k' },
    ],
    [{ kind: 'hologram' }, { kind: 'unknown' }],
  ])('reads %j', (message, expected) => {
    expect(typed(message)).toMatchObject({ account: 'main', createdAt: 1_700_000_000, ...expected });
  });

  it('refuses what names no event', () => {
    expect(() => typed({ event: '' })).toThrow(ProtocolError);
  });
});
