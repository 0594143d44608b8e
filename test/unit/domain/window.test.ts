import { describe, expect, it } from 'vitest';
import { triggerOf } from '../../../functions/domain/window.ts';
import {
  aClickEvent,
  aKfCloseSessionEvent,
  anEnterMiniProgramEvent,
  anImageMessage,
  anUnknownMessage,
  anUnsubscribeEvent,
  aScanEvent,
  aStickerMessage,
  aSubscribeEvent,
  aTextMessage,
  aVoiceMessage,
} from '../../support/messages.ts';

describe('the window a message opens', () => {
  it.each([
    ['message', aTextMessage()],
    ['message', anImageMessage()],
    ['message', aVoiceMessage()],
    ['message', aStickerMessage()],
    ['menu-click', aTextMessage({ menuItemId: '1' })],
    ['menu-click', aClickEvent()],
    ['follow', aSubscribeEvent()],
    ['follow', aSubscribeEvent({ scene: 'x' })],
    ['scan', aScanEvent()],
    ['enter-mini-program', anEnterMiniProgramEvent()],
    [undefined, anUnsubscribeEvent()],
    [undefined, aKfCloseSessionEvent()],
    [undefined, anUnknownMessage()],
  ])('is %s', (trigger, message) => {
    expect(triggerOf(message)).toBe(trigger);
  });
});
