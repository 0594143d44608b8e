import { requiredLiterals } from '../../functions/domain/rules/check/literals.ts';
import type { Rule, RuleReply } from '../../functions/domain/rules/rule.ts';

/** Random numbers that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS =
  '流量 套餐 余额 充值 发票 退款 退货 换货 物流 快递 订单 地址 优惠 红包 积分 会员 活动 门店 营业 时间 价格 多少 怎么 如何 哪里 什么 可以 需要 支持 取消 修改 密码 登录 注册 绑定 手机 号码 宽带 安装 维修 保修 故障 客服 人工 投诉 建议 预约 查询 办理 开通 关闭 升级 月租 通话 短信 国际 漫游 学生 老人 家庭 企业 合同 押金 蓝牙 耳机 电池 屏幕 颜色 尺码 面料 洗涤 包邮 赠品 预售 现货 缺货 到货 分期 花呗 微信 支付 银行 卡号 身份 证件 上传 审核 失败 成功 北京 上海 广州 深圳 杭州 南京 成都 武汉 西安 重庆 天津 苏州 长沙 青岛 厦门'.split(
    ' ',
  );
const FILLERS = '我 你好 请问 的 了 吗 呢 想 要 在 是 有 没 和 ， ？ 。 ！ 这个 那个 昨天 今天 a B 12 3 ok VIP'.split(
  ' ',
);

type Random = () => number;

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

function phrase(random: Random, words: number): string {
  let text = '';
  for (let i = 0; i < words; i++) text += pick(random, WORDS);
  return text;
}

/** A text like customers write: a few words of the trade among others, sometimes with what a rule asks for. */
export function sampleText(random: Random): string {
  let text = '';
  const parts = 3 + Math.floor(random() * 8);
  for (let i = 0; i < parts; i++) text += random() < 0.5 ? pick(random, WORDS) : pick(random, FILLERS);
  if (random() < 0.2) text += `${Math.floor(random() * 1e6)}`;
  // A concatenated string is a tree in V8; what arrives from a parser is flat.
  return Buffer.from(text).toString();
}

const MIX: [Rule['match'], number][] = [
  ['exact', 0.3],
  ['prefix', 0.15],
  ['contains', 0.35],
  ['regex', 0.12],
  ['event', 0.06],
  ['any', 0.02],
];

/** Rules of all kinds in the proportions of a large shop. */
export function sampleRules(count: number, random: Random = seeded(7)): Rule[] {
  return Array.from({ length: count }, (_, i) => sampleRule(random, i, count));
}

function sampleRule(random: Random, i: number, count: number): Rule {
  const match = matchAt(count < 20 ? (i + 0.5) / count : random());
  const reply: RuleReply = { kind: 'text', content: `${phrase(random, 30)}，回复编号 ${i} 了解详情。` };
  const rule: Rule = {
    id: `rule-${i}`,
    version: `v${i}`,
    match,
    keywords: match === 'any' ? [] : [keywordOf(match, random, i)],
    kinds: match === 'any' ? ['image', 'location'] : ['text'],
    replies: [reply],
    pick: 'all',
    priority: random() < 0.05 ? 10 : 0,
    enabled: true,
  };
  if (match !== 'regex') return rule;
  const [first, second] = [phrase(random, 2), phrase(random, 1)];
  const pattern = `${first}.{0,6}(?:${second}|[0-9]+元?)`;
  const [literals = [], ...further] = requiredLiterals(pattern);
  return { ...rule, keywords: [pattern], literals: [literals], furtherLiterals: [further] };
}

function matchAt(share: number): Rule['match'] {
  let left = share;
  for (const [match, part] of MIX) {
    left -= part;
    if (left < 0) return match;
  }
  return 'contains';
}

function keywordOf(match: Rule['match'], random: Random, i: number): string {
  if (match === 'event') return `CLICK:menu_${i}`;
  return phrase(random, match === 'exact' ? 2 : 2 + Math.floor(random() * 2)) + (random() < 0.2 ? `${i}` : '');
}
