import type { MenuButton } from '../../simulator/types.ts';
import type { SeedRule } from './seed-rule.ts';

/** A menu to tap, for the account `demo`. */
export const DEMO_MENU: { button: MenuButton[] } = {
  button: [
    { name: '本月活动', type: 'click', key: 'demo_traffic' },
    {
      name: '服务',
      sub_button: [
        { name: '找人工客服', type: 'click', key: 'demo_human' },
        { name: '官网', type: 'view', url: 'https://example.com/' },
      ],
    },
  ],
};

/** What answers its taps, and no other event. */
export const MENU_RULES: readonly SeedRule[] = [
  {
    id: 'menu-traffic',
    match: 'event',
    keywords: ['CLICK:demo_traffic'],
    reply: '点菜单也能触发规则：送流量活动正在进行，回复“流量”看详情。',
  },
  { id: 'menu-human', match: 'event', keywords: ['CLICK:demo_human'], reply: { kind: 'hand-off' } },
];
