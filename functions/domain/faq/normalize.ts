import { OTHER_WORDS, SAME_MEANING } from './same-meaning.ts';

/**
 * Write a question the way others would ask it: question words, polite openings and potential complements each get one
 * form, so that what is left to compare is what the question is about.
 */
const FORM_OF = new Map(
  SAME_MEANING.flatMap(([form, spellings]) => spellings.split('|').map((spelling) => [spelling, form])),
);
/** The longest spelling is tried first, and forms and other words protect themselves. */
const SPELLINGS = new RegExp(
  [...FORM_OF.keys(), ...SAME_MEANING.map(([form]) => form).filter(Boolean), ...OTHER_WORDS]
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'g',
);
const DIGITS = '零一二三四五六七八九';
const COUNTED = /[一二两三四五六七八九十百]+(?=天|日|元|块|个|件|次|年|月|周|小时|分|斤|折|点|万|岁)/g;
/** 退不退 asks what 退 does. */
const A_NOT_A = /([\u4e00-\u9fff])[不没]\1/g;
/** So does 能退不, and 退了没有. */
const ASKED_AT_THE_END = /(?<=.)(?:了没有?|(?<![都也就才还要对])不)[呢呀啊]?$/;
/** 用不了 and 不能用 ask the same. */
const CANNOT = /(支付|付款|登录|登陆|使用|下载|安装|打开|注册|提交|退款|退货|取消|充值|收货|修改|[\u4e00-\u9fff])不了/g;
/** 打不开 too. */
const CANNOT_END = /([\u4e00-\u9fff])不([上开出动起成])/g;
/** And 收不到 and 没收到. */
const NOT_REACHED = /([\u4e00-\u9fff])不到/g;
/** 亲 is how shops address customers, and part of 亲情卡. */
const ADDRESS = /^亲(?![情人子戚属友自密切近])/;
/** 坏了怎么办 asks what to do; 怎么办理 how. */
const WHAT_TO_DO = /(?:怎么|咋|如何|该怎么)办(?=[呢呀啊吗]?$)/;
const NOT_A_WORD = /[^\p{L}\p{N}]+/gu;

/** @param synonyms the account's own words by the form they take, made by `synonymTable` */
export function normalizeQuestion(text: string, synonyms?: SynonymTable): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(NOT_A_WORD, '');
  const oneForm = plain
    .replace(COUNTED, numberOf)
    .replace(A_NOT_A, '$1')
    .replace(ASKED_AT_THE_END, '')
    .replace(CANNOT, '不能$1')
    .replace(CANNOT_END, '不能$1$2')
    .replace(NOT_REACHED, '没$1到')
    .replace(ADDRESS, '')
    .replace(WHAT_TO_DO, '怎么')
    .replace(SPELLINGS, (spelling) => FORM_OF.get(spelling) ?? spelling);
  const form = synonyms ? oneForm.replace(synonyms.pattern, (word) => synonyms.formOf.get(word) ?? word) : oneForm;
  return form || plain;
}

/** 十五 is 15, 三十 is 30. */
function numberOf(numeral: string): string {
  let sum = 0;
  let digit = 0;
  for (const character of numeral) {
    const unit = character === '十' ? 10 : character === '百' ? 100 : 0;
    if (unit > 0) sum += (digit || 1) * unit;
    digit = unit > 0 ? 0 : character === '两' ? 2 : DIGITS.indexOf(character);
  }
  return String(sum + digit);
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
