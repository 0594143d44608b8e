/**
 * Write a question the way others would ask it: question words, polite openings and potential complements each get one
 * form, so that what is left to compare is what the question is about.
 */

const SAME_MEANING: readonly (readonly [form: string, spellings: string])[] = [
  ['怎么', '怎么样|怎样|如何|咋样|咋'],
  ['为什么', '为何|为啥|怎么回事|干嘛'],
  ['什么时候', '啥时候|何时|几时|哪天'],
  ['多久', '多长时间|多少时间|多少天|几天'],
  ['多少钱', '什么价格|什么价|价格|价钱'],
  ['哪里', '哪儿|何处|什么地方|哪个地方'],
  ['什么', '啥'],
  ['不能', '不可以|不可|无法|没法|没办法|不支持|不给|不让'],
  ['能', '能不能|可不可以|可以|能否|可否|是否可以|是不是可以|支持'],
  ['有', '有没有|有无'],
  ['是', '是不是|是否'],
  ['吗', '么|嘛'],
  ['我', '俺|咱'],
  ['', '请问一下|请问|你好|您好|麻烦|亲'],
];

const FORM_OF = new Map(
  SAME_MEANING.flatMap(([form, spellings]) => spellings.split('|').map((spelling) => [spelling, form])),
);
/** Question words with 么 and 么 alone both appear, so the longest spelling is tried first, and forms protect themselves. */
const SPELLINGS = new RegExp(
  [...FORM_OF.keys(), ...SAME_MEANING.map(([form]) => form).filter(Boolean)]
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'g',
);
const NUMERALS = '零一二三四五六七八九';
const COUNTED = /[一二两三四五六七八九十](?=天|日|元|块|个|件|次|年|月|周|小时|分|斤|折|点)/g;
/** 用不了 and 不能用 ask the same. */
const CANNOT = /([\u4e00-\u9fff])不了/g;
/** 收不到 and 没收到 too. */
const NOT_REACHED = /([\u4e00-\u9fff])不到/g;
const NOT_A_WORD = /[^\p{L}\p{N}]+/gu;

/** @param synonyms the account's own words by the form they take, made by `synonymTable` */
export function normalizeQuestion(text: string, synonyms?: SynonymTable): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(NOT_A_WORD, '');
  const oneForm = plain
    .replace(COUNTED, (numeral) => (numeral === '十' ? '10' : String(numeral === '两' ? 2 : NUMERALS.indexOf(numeral))))
    .replace(CANNOT, '不能$1')
    .replace(NOT_REACHED, '没$1到')
    .replace(SPELLINGS, (spelling) => FORM_OF.get(spelling) ?? spelling);
  return synonyms ? oneForm.replace(synonyms.pattern, (word) => synonyms.formOf.get(word) ?? word) : oneForm;
}

/** An account's synonyms, ready to use. */
export interface SynonymTable {
  pattern: RegExp;
  formOf: Map<string, string>;
}

/** Groups that share a word become one, so that an account can add to a common group. */
export function mergeSynonyms(groups: readonly (readonly string[])[]): string[][] {
  const merged: string[][] = [];
  for (const group of groups) {
    const known = merged.find((other) => group.some((word) => other.includes(word)));
    if (known) known.push(...group.filter((word) => !known.includes(word)));
    else merged.push([...group]);
  }
  return merged;
}

/** Forms stand in the pattern too, so that the 券 of 优惠券 is not replaced. @param groups words that mean the same: `[["退货", "退回"], ["快递", "物流", "包裹"]]` */
export function synonymTable(groups: readonly (readonly string[])[]): SynonymTable | undefined {
  const formOf = new Map(
    groups.flatMap(([form, ...words]) =>
      form ? words.map((word) => [normalizeQuestion(word), normalizeQuestion(form)] as const) : [],
    ),
  );
  formOf.delete('');
  if (formOf.size === 0) return undefined;
  const words = [...new Set([...formOf.keys(), ...formOf.values()])].sort((a, b) => b.length - a.length);
  return { pattern: new RegExp(words.map((word) => RegExp.escape(word)).join('|'), 'g'), formOf };
}

/** Whether the question denies something: "不能退" is not "能退". Takes normalized text. */
export function isNegative(normalized: string): boolean {
  return NEGATION.test(normalized.replace(NOT_A_NEGATION, ''));
}
const NEGATION = /不|没|未|别|勿/;
const NOT_A_NEGATION =
  /不同|不错|不仅|不管|差不多|要不|对不起|不好意思|不客气|不知道|区别|级别|类别|特别|别的|别人|无理由/g;

/** The numbers a question names, in order. */
export function numbersIn(normalized: string): string {
  return (normalized.match(/\d+/g) ?? []).join(' ');
}
