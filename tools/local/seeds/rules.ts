import { MENU_RULES } from './menu.ts';
import type { SeedRule } from './seed-rule.ts';

const PICTURE = 'https://res.wx.qq.com/a/wx_fed/assets/res/OTE0YTAw.png';

/** What every seeded account answers. Everything that only shows a possibility is reached by a text that begins with 演示. */
const SHARED: SeedRule[] = [
  { id: 'human', match: 'exact', keywords: ['0', '人工'], reply: { kind: 'hand-off' } },
  {
    id: 'traffic-promo',
    match: 'contains',
    keywords: ['流量'],
    reply: '亲，送流量活动正在进行：每邀请一位好友，双方各得 1GB 流量。',
  },
  {
    id: 'back-to-bot',
    match: 'exact',
    keywords: ['取消'],
    modes: ['waiting'],
    reply: { kind: 'resume-bot', content: '已取消排队，我继续为您自助服务。需要人工时回复 0。' },
  },
  // below every rule that somebody adds
  { id: 'anything-else', match: 'any', priority: -1000, reply: { kind: 'hand-off' } },
  { id: 'demo-prefix', match: 'prefix', keywords: ['演示前缀'], reply: '这条规则匹配以“演示前缀”开头的文字。' },
  {
    id: 'demo-regex',
    match: 'regex',
    keywords: ['^演示订单\\s*[0-9]{6,12}$'],
    reply: '这条规则匹配“演示订单”加 6 到 12 位订单号。',
  },
  { id: 'demo-faq', match: 'faq', keywords: ['演示怎么开发票'], reply: '在“我的订单”里打开订单，点“申请发票”。' },
  { id: 'demo-image', match: 'exact', keywords: ['演示图片'], reply: { kind: 'image', mediaId: 'demo-image' } },
  {
    id: 'demo-several',
    match: 'exact',
    keywords: ['演示多条'],
    reply: ['第一条：最先到达。', '第二条：由客服消息随后发出。'],
  },
  {
    id: 'demo-random',
    match: 'exact',
    keywords: ['演示随机'],
    reply: ['今天宜喝茶。', '今天宜散步。', '今天宜早睡。'],
    pick: 'random',
  },
  {
    id: 'demo-cooldown',
    match: 'exact',
    keywords: ['演示冷却'],
    cooldownMinutes: 5,
    reply: '这条规则对同一位用户五分钟内只答一次，其间由别的规则回答。',
  },
  {
    id: 'demo-priority',
    match: 'prefix',
    keywords: ['演示优先'],
    priority: 10,
    reply: '优先级 10：比优先级低的完全匹配更先。',
  },
  {
    id: 'demo-ticket',
    match: 'prefix',
    keywords: ['演示工单'],
    reply: { kind: 'ticket', content: '您的问题已记录为工单，我们会尽快回复。回复“我的工单”看编号和进度。' },
  },
  {
    id: 'my-tickets',
    match: 'exact',
    keywords: ['我的工单', '工单'],
    modes: ['bot', 'waiting', 'human'],
    reply: { kind: 'ticket-status' },
  },
  {
    id: 'demo-resume',
    match: 'exact',
    keywords: ['演示返回'],
    modes: ['bot', 'waiting'],
    reply: { kind: 'resume-bot', content: '已回到自助服务。' },
  },
  { id: 'demo-silence', match: 'exact', keywords: ['演示沉默'], reply: { kind: 'silence' } },
];

const LIST =
  '演示图片、演示多条、演示随机、演示冷却、演示优先、演示工单、演示返回、演示沉默、演示前缀…、演示订单123456';

const OFFICIAL: SeedRule[] = [
  {
    id: 'welcome',
    match: 'event',
    keywords: ['subscribe'],
    reply: '欢迎关注！回复“流量”看活动，回复“演示”看我会什么，回复 0 找人工客服。',
  },
  {
    id: 'demo',
    match: 'exact',
    keywords: ['演示'],
    reply: `回复以下任意一条看效果：\n${LIST}、演示语音、演示视频、演示音乐、演示图文、演示菜单、演示小程序`,
  },
  { id: 'demo-voice', match: 'exact', keywords: ['演示语音'], reply: { kind: 'voice', mediaId: 'demo-voice' } },
  {
    id: 'demo-video',
    match: 'exact',
    keywords: ['演示视频'],
    reply: {
      kind: 'video',
      mediaId: 'demo-video',
      thumbMediaId: 'demo-thumb',
      title: '演示视频',
      description: '一段视频',
    },
  },
  {
    id: 'demo-music',
    match: 'exact',
    keywords: ['演示音乐'],
    reply: {
      kind: 'music',
      title: '演示音乐',
      description: '一首歌',
      musicUrl: 'https://example.com/demo.mp3',
      hqMusicUrl: 'https://example.com/demo-hq.mp3',
      thumbMediaId: 'demo-thumb',
    },
  },
  {
    id: 'demo-news',
    match: 'exact',
    keywords: ['演示图文'],
    reply: {
      kind: 'news',
      articles: [
        { title: '演示图文', description: '点开看详情', pictureUrl: PICTURE, url: 'https://example.com/demo' },
      ],
    },
  },
  {
    id: 'demo-menu',
    match: 'exact',
    keywords: ['演示菜单'],
    reply: {
      kind: 'menu',
      head: '您对本次服务满意吗？',
      items: [
        { id: 'satisfied', content: '演示满意' },
        { id: 'dissatisfied', content: '演示不满意' },
      ],
      tail: '感谢您的反馈',
    },
  },
  { id: 'demo-menu-tap', match: 'prefix', keywords: ['演示满意', '演示不满意'], reply: '收到您的评价，谢谢！' },
  {
    id: 'demo-mini-program-page',
    match: 'exact',
    keywords: ['演示小程序'],
    reply: {
      kind: 'mini-program-page',
      title: '演示小程序',
      appId: 'wxdemo0000000003',
      pagePath: 'pages/index/index',
      thumbMediaId: 'demo-thumb',
    },
  },
];

const MINI: SeedRule[] = [
  {
    id: 'welcome',
    match: 'event',
    // below every rule that somebody adds
    priority: -1000,
    keywords: ['user_enter_tempsession'],
    reply: '您好，很高兴为您服务！直接输入问题，或回复 0 找人工客服。',
  },
  { id: 'demo', match: 'exact', keywords: ['演示'], reply: `回复以下任意一条看效果：\n${LIST}、演示链接、演示小程序` },
  {
    id: 'demo-link',
    match: 'exact',
    keywords: ['演示链接'],
    reply: {
      kind: 'link',
      title: '演示链接',
      description: '点开看详情',
      url: 'https://example.com/demo',
      thumbUrl: PICTURE,
    },
  },
  {
    id: 'demo-mini-program-page',
    match: 'exact',
    keywords: ['演示小程序'],
    reply: {
      kind: 'mini-program-page',
      title: '演示小程序',
      pagePath: 'pages/index/index',
      thumbMediaId: 'demo-thumb',
    },
  },
];

const SETTINGS: SeedRule = { id: '@settings', timeZone: 'Asia/Shanghai' };

/** The items of the rules table for each seeded account. */
export const SEEDED_RULES: Readonly<Record<string, SeedRule[]>> = {
  demo: [SETTINGS, ...SHARED, ...OFFICIAL, ...MENU_RULES],
  plain: [SETTINGS, ...SHARED, ...OFFICIAL],
  mini: [SETTINGS, ...SHARED, ...MINI],
};
