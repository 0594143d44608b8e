/** What a question must not be answered against: what it denies, the numbers it names, and which of two opposites it is about. */
export interface Stance {
  text: string;
  /** The characters that a negation stands before: 退 in 不能退. */
  denied: readonly string[];
  numbers: string;
  /** Two bits for each pair of opposites. */
  sides: number;
}

const MAY_DENY = /[不没别勿]/;
const NEGATION = /(?:不|没|别|勿)(?:能|会|想|要)?(?![怎什哪多为能有是])([\u4e00-\u9fff])/g;
/** 还没发货 asks when it is sent. */
const NOT_A_NEGATION =
  /还[没不]|一直[没不]|迟迟[没不]|不同|不错|不仅|不管|差不多|要不|对不起|不好意思|不客气|不知道|区别|级别|类别|特别|性别|个别|别的|别人|无理由/g;

/** Each pair of opposites: what stands for the one side, and for the other. */
const OPPOSITES: readonly (readonly [one: string, other: string])[] = [
  ['开通|开启|打开|设置|办', '取消|关闭|注销|退订'],
  ['左', '右'],
  ['男', '女'],
  ['冬', '夏'],
  ['进', '出'],
  ['买', '卖'],
  ['没', '已'],
  ['高', '低'],
];
const SIDE_OF = new Map(
  OPPOSITES.flatMap((pair, at) =>
    pair.flatMap((words, side) => words.split('|').map((word) => [word, (side + 1) << (2 * at)] as const)),
  ),
);
const SIDES = new RegExp([...SIDE_OF.keys()].join('|'), 'g');
/** The lower bit of every pair. */
const FIRST_SIDES = 0x55555555;

/** @param normalized a question as `normalizeQuestion` writes it */
export function stanceOf(normalized: string): Stance {
  return { text: normalized, denied: deniedIn(normalized), numbers: numbersIn(normalized), sides: sidesOf(normalized) };
}

function deniedIn(normalized: string): string[] {
  if (!MAY_DENY.test(normalized)) return [];
  return Array.from(normalized.replace(NOT_A_NEGATION, '').matchAll(NEGATION), ([, head = '']) => head);
}

const numbersIn = (normalized: string): string => (normalized.match(/\d+/g) ?? []).join(' ');

/** Whether one denies what the other says, names another number, or asks for the opposite: "不能退" is not "能退". */
export function contradicts(a: Stance, b: Stance): boolean {
  return denies(a, b) || denies(b, a) || areOpposed(a.sides, b.sides) || haveOtherNumbers(a, b);
}

const denies = (a: Stance, b: Stance): boolean =>
  a.denied.some((head) => b.text.includes(head) && !b.denied.includes(head));

const haveOtherNumbers = (a: Stance, b: Stance): boolean =>
  a.numbers !== '' && b.numbers !== '' && a.numbers !== b.numbers;

function areOpposed(a: number, b: number): boolean {
  return (a & (b >> 1) & FIRST_SIDES) !== 0 || (b & (a >> 1) & FIRST_SIDES) !== 0;
}

/** A question that names both sides is on neither. */
function sidesOf(normalized: string): number {
  let named = 0;
  for (const word of normalized.match(SIDES) ?? []) named |= SIDE_OF.get(word) ?? 0;
  const both = named & (named >> 1) & FIRST_SIDES;
  return named & ~(both | (both << 1));
}
