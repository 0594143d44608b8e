import { compile } from '../../functions/domain/rules/compile.ts';
import type { Rule } from '../../functions/domain/rules/rule.ts';
import { defaultSettings } from '../../functions/domain/rules/settings.ts';
import { snapshotOf } from '../../functions/domain/rules/snapshot.ts';
import type { TextMessage } from '../../functions/wechat/messages/text.ts';
import { seeded } from './matching-sample.ts';
import type { Row } from './row.ts';

const ENTRIES = 1000;
const BATCHES = 15;
const BATCH = 1000;
const ASKING = ['怎么', '如何', '为什么', '什么时候', '多少钱', '能不能', '可以', '在哪里', '是不是', '多久'];
/** Words are as uneven as in a shop's questions: the commonest of them is in about one of twelve. */
const WORDS = 1500;
const EVENNESS = 20;

/** The FAQ robot on 1,000 items: a text that no keyword answers. */
export async function faqRows(): Promise<Row[]> {
  const random = seeded(41);
  const words = Array.from({ length: WORDS }, () => `${character(random)}${character(random)}`);
  const question = () => aQuestion(random, words);
  const rules = Array.from({ length: ENTRIES }, (_, at) => anItem(at, question()));
  const snapshot = snapshotOf({ account: 'bench', number: 1, rules, settings: defaultSettings('service') });
  const ruleSet = await compile(snapshot);
  const start = performance.now();
  ruleSet.find(aText(question()), () => true);
  const first = performance.now() - start;
  const texts = Array.from({ length: BATCHES * BATCH }, () => aText(question()));
  const times = Array.from({ length: BATCHES }, (_, batch) => {
    const begin = performance.now();
    for (const text of texts.slice(batch * BATCH, (batch + 1) * BATCH)) ruleSet.find(text, () => true);
    return ((performance.now() - begin) * 1000) / BATCH;
  });
  return [
    { name: 'FAQ, 1,000 items, new texts', value: quiet(times), unit: 'µs', bar: 30 },
    { name: 'FAQ, building the index of 1,000 items, at the first question', value: first, unit: 'ms' },
  ];
}

const quiet = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 2] ?? 0;

const character = (random: () => number): string => String.fromCharCode(0x4e00 + uneven(random, 2500));

/** A number below `count`, small ones oftener. */
const uneven = (random: () => number, count: number): number =>
  Math.min(count - 1, Math.floor(EVENNESS * ((1 + count / EVENNESS) ** random() - 1)));

function aQuestion(random: () => number, words: readonly string[]): string {
  const asking = ASKING[Math.floor(random() * ASKING.length)] ?? '';
  const said = Array.from({ length: 3 + Math.floor(random() * 3) }, () => words[uneven(random, WORDS)] ?? '');
  return [asking, ...said].join('');
}

const anItem = (at: number, question: string): Rule => ({
  id: `item-${at}`,
  version: '1',
  match: 'faq',
  keywords: [question],
  kinds: ['text'],
  replies: [{ kind: 'text', content: 'answer' }],
  pick: 'all',
  priority: 0,
  enabled: true,
});

const aText = (content: string): TextMessage => ({
  kind: 'text',
  account: 'bench',
  openId: 'o',
  originalId: 'gh_bench',
  createdAt: 1,
  messageKey: content,
  messageId: content,
  content,
});
