import { describe, expect, it } from 'vitest';
import { answeredTaps, menuFaults } from '../../../functions/domain/menu-check.ts';
import type { MenuButton } from '../../../functions/wechat/console/menu.ts';

const click = (name: string, key = 'k'): MenuButton => ({ name, type: 'click', key });
const faultsOf = (...buttons: MenuButton[]) => menuFaults(buttons).map(({ field, message }) => `${field} ${message}`);
const many = (count: number) => Array.from({ length: count }, (_, n) => click(`b${n}`));

describe('menuFaults', () => {
  it('finds none in a menu that WeChat takes', () => {
    const buttons: MenuButton[] = [
      { name: '一二三四五', type: 'view', url: 'https://shop.example/a' },
      { name: '商城', type: 'miniprogram', url: 'http://a.example', appid: 'wx1', pagepath: 'pages/a' },
      { name: '更多', sub_button: many(5) },
    ];
    expect(faultsOf(...buttons)).toEqual([]);
  });

  it.each([
    [0, 'menu.button has 0 buttons; WeChat takes 1 to 3'],
    [4, 'menu.button has 4 buttons; WeChat takes 1 to 3'],
  ])('counts %i buttons', (count, fault) => {
    expect(faultsOf(...many(count))).toEqual([fault]);
  });

  it.each<[string, MenuButton]>([
    ['.name is missing; users see it', click('')],
    ['.name is 18 bytes; WeChat takes 16, which is 5 Chinese characters', click('一二三四五六')],
    ['.type is missing; write one of click, view', { name: 'a' }],
    ['.type is tap; write one of click, view', { name: 'a', type: 'tap' }],
    ['.key is missing; click needs it', { name: 'a', type: 'click' }],
    ['.key is 129 bytes; WeChat takes 128', click('a', 'k'.repeat(129))],
    ['.url is 1025 bytes; WeChat takes 1024', { name: 'a', type: 'view', url: `https://a/${'b'.repeat(1015)}` }],
    ['.url is no web address; begin it with https://', { name: 'a', type: 'view', url: 'shop.example' }],
    ['.type has no effect on a button that opens others; remove it', { ...click('a'), sub_button: many(1) }],
    ['.sub_button has 6 buttons; WeChat takes 5', { name: 'a', sub_button: many(6) }],
    ['.sub_button[0].name is 63 bytes; WeChat takes 60', { name: 'a', sub_button: [click('字'.repeat(21))] }],
    [
      '.sub_button[0].sub_button is a third level; WeChat has two',
      { name: 'a', sub_button: [{ name: 'b', sub_button: many(1) }] },
    ],
  ])('says that menu.button[0]%s', (fault, button) => {
    expect(faultsOf(button)).toEqual([expect.stringContaining(`menu.button[0]${fault}`)]);
  });
});

describe('answeredTaps', () => {
  it('are those that come to us and wait for an answer', () => {
    const buttons: MenuButton[] = [
      click('客服', 'kf'),
      { name: '网页', type: 'view', url: 'https://a' },
      {
        name: '更多',
        sub_button: [
          { name: '扫码', type: 'scancode_waitmsg', key: 's' },
          { name: '空', type: 'click' },
        ],
      },
    ];
    expect(answeredTaps(buttons)).toEqual([
      { name: '客服', event: 'CLICK:kf' },
      { name: '扫码', event: 'scancode_waitmsg:s' },
      { name: '空', event: 'CLICK:' },
    ]);
  });
});
