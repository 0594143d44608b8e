/**
 * What two questions are compared by: characters, pairs of characters, whole words of Latin letters, and numbers.
 * Pairs say more than characters, so they weigh more; question words and grammatical characters say little.
 */
const HAN = /\p{Script=Han}/u;
const TOKEN = /怎么|为什么|什么时候|多久|多少钱|哪里|哪个|什么|不能|东西|\p{Script=Han}|\d+|[^\p{Script=Han}\d]+/gu;
const QUESTION_WORDS = new Set(['怎么', '为什么', '什么时候', '多久', '多少钱', '哪里', '哪个', '什么', '能']);
const GRAMMAR = new Set([
  '东西',
  ...'的了吗呢吧啊我你您他她它们这那个些请想要会给把被让就都也还再又在到和跟与是有没去来上下一得地着过里对为从',
]);

type Role = 'content' | 'grammar' | 'question';

const WEIGHT = { content: 0.8, grammar: 0.4, question: 0.6, word: 1 };
const PAIR = { content: 1, grammar: 0.7, question: 0.5 };

/** @returns each feature once, with the weight of its kind */
export function featuresOf(normalized: string): Map<string, number> {
  const features = new Map<string, number>();
  let previous = '';
  let before: Role = 'content';
  for (const token of normalized.match(TOKEN) ?? []) {
    const role = roleOf(token);
    features.set(token, role === 'content' && !HAN.test(token) ? WEIGHT.word : WEIGHT[role]);
    if (previous) features.set(previous + token, pairWeight(before, role));
    previous = token;
    before = role;
  }
  return features;
}

const roleOf = (token: string): Role =>
  QUESTION_WORDS.has(token) ? 'question' : GRAMMAR.has(token) ? 'grammar' : 'content';

const pairWeight = (one: Role, other: Role): number =>
  one === 'question' || other === 'question' ? PAIR.question : PAIR[one] * PAIR[other];
