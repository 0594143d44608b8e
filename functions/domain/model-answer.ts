/** What a language model may answer one question from: of the account's own, and of nobody else's. */
export interface Knowledge {
  faq: readonly { question: string; answer: string }[];
  documents: readonly string[];
}

/** Longer answers nobody reads on a phone; characters. */
export const LONGEST_ANSWER = 500;
/** How the model says that it does not know. */
export const DOES_NOT_KNOW = 'UNKNOWN';

const TAGS = /<[^>]*>/g;
const MARKDOWN_LINK = /!?\[([^\]]*)\]\(([^)]*)\)/g;
const MARKS = /[*`|>]+|^\s*#+\s*|^\s*[-•]\s+/gm;
const CONTROLS = /[\p{Cc}\p{Cf}]/gu;
const LINKS =
  /[a-z][a-z0-9+.-]*:\/\/[^\s，。；、！？）)】]+|(?:[a-z0-9-]+\.)+(?:com|cn|net|org|io|cc|top|me|vip|xyz|app|shop|site)\b[^\s，。；、！？）)】]*|[\w.+-]+@[\w-]+\.[\w.-]+|(?:tel|sms|weixin|javascript|data|mailto):\S+/gi;
/** Prices, hours, telephone numbers; a single digit may count points. */
const NUMBERS = /\d{2,}/g;
const REFUSES =
  /(?:抱歉|对不起|很遗憾).{0,12}(?:无法|不能|没有|不清楚|不知道|不确定)|我不知道|我不清楚|无法回答|没有找到相关/;

/**
 * What of a model's words may be sent to a customer: plain text, with no link, address or number that does not stand in what it
 * was given. Nothing of it is ever carried out.
 *
 * @returns undefined when it does not know, or says what it cannot know
 */
export function readAnswer(words: string, { faq, documents }: Knowledge): string | undefined {
  const known = [...faq.flatMap(({ question, answer }) => [question, answer]), ...documents].join('\n');
  if (words.includes(DOES_NOT_KNOW) || REFUSES.test(words)) return undefined;
  const plain = words
    .replace(MARKDOWN_LINK, '$1 $2')
    .replace(TAGS, '')
    .replace(/\r\n?/g, '\n')
    .replace(CONTROLS, (character) => (character === '\n' ? '\n' : ''))
    .replace(MARKS, '')
    .replace(LINKS, (link) => (known.includes(link) ? link : ''))
    .replace(/\n{2,}/g, '\n')
    .trim();
  const numbers = new Set(known.match(NUMBERS));
  if (!/\p{L}/u.test(plain) || (plain.match(NUMBERS) ?? []).some((number) => !numbers.has(number))) return undefined;
  return shortened(plain);
}

/** Cut at the end of a sentence. */
function shortened(text: string): string {
  if (text.length <= LONGEST_ANSWER) return text;
  const start = text.slice(0, LONGEST_ANSWER).replace(/[\uD800-\uDBFF]$/, '');
  const end = Math.max(...['。', '！', '？', '\n'].map((mark) => start.lastIndexOf(mark)));
  return end > LONGEST_ANSWER / 2 ? start.slice(0, end + 1).trim() : start;
}
