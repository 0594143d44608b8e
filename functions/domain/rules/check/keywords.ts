import { fold } from '../fold.ts';
import type { MatchKind, Rule } from '../rule.ts';
import { readEvent } from './events.ts';
import { readPattern } from './patterns.ts';
import { asList, asText, count, describe, type Typed } from './reading.ts';
import { fault, type Report, warn } from './report.ts';

const MAX_KEYWORDS = 500;
const MAX_LENGTH = 200;

/** What a rule compares messages with. */
export type Keywords = Pick<Rule, 'keywords' | 'literals' | 'furtherLiterals'>;

/** The keywords of a rule: a list, a set or one text; for events and patterns checked as such. */
export function readKeywords(report: Report, item: Typed, match: MatchKind | undefined): Keywords {
  const keywords = match === 'faq' ? questionsOf(item) : item.keywords;
  if (match === undefined) return { keywords: [] };
  if (match === 'any') {
    if (asList(keywords).length > 0)
      fault(report, 'keywords', 'is not read by match any; remove it, or use match contains');
    return { keywords: [] };
  }
  const typed = asList(keywords);
  const one = match === 'faq' ? 'one question' : 'one';
  if (typed.length === 0) fault(report, 'keywords', `is missing; match ${match} needs at least ${one}`);
  if (typed.length > MAX_KEYWORDS)
    fault(
      report,
      'keywords',
      `has ${count(typed.length)} entries; at most ${MAX_KEYWORDS} are allowed, so make two rules`,
    );
  const read = new KeywordReader(report, match, Array.isArray(keywords));
  typed.slice(0, MAX_KEYWORDS).forEach((keyword, i) => {
    read.add(keyword, i);
  });
  if (typed.length === 1 && match !== 'regex' && match !== 'event' && match !== 'faq') warnOfCommas(report, typed[0]);
  return match === 'regex' ? read.patterns() : { keywords: read.keywords };
}

/** The questions of an FAQ item may be called what they are. */
const questionsOf = ({ keywords, questions }: Typed): unknown =>
  questions === undefined ? keywords : [...asList(keywords), ...asList(questions)];

function warnOfCommas(report: Report, keyword: unknown): void {
  if (typeof keyword === 'string' && /[,，、;；|]/.test(keyword.trim().slice(1, -1)))
    warn(report, 'keywords', 'is one keyword with a separator in it; write a list for several');
}

class KeywordReader {
  readonly keywords: string[] = [];
  readonly #literals: string[][][] = [];
  readonly #seen = new Set<string>();
  readonly #report: Report;
  readonly #match: MatchKind;
  readonly #listed: boolean;

  constructor(report: Report, match: MatchKind, listed: boolean) {
    this.#report = report;
    this.#match = match;
    this.#listed = listed;
  }

  /** Reads one keyword; the same one twice counts once. */
  add(typed: unknown, i: number): void {
    const field = this.#listed ? `keywords[${i}]` : 'keywords';
    const text = asText(typed);
    if (text === undefined) fault(this.#report, field, `is ${describe(typed)}; write a text`);
    else if (fold(text) === '') fault(this.#report, field, 'is empty; remove it, or use match any for every text');
    else if (this.#match === 'event') this.#keep(readEvent(this.#report, field, text));
    else if (this.#match === 'regex') this.#addPattern(field, text);
    else if (text.length > MAX_LENGTH)
      fault(this.#report, field, `is ${count(text.length)} characters; at most ${MAX_LENGTH} are allowed`);
    else this.#keep(text.trim(), fold(text));
  }

  /** The keywords with what every text that fits them contains. */
  patterns(): Keywords {
    const literals = this.#literals.map(([rarest = []]) => rarest);
    const further = this.#literals.map(([, ...others]) => others);
    const furtherLiterals = further.some((sets) => sets.length > 0) ? { furtherLiterals: further } : {};
    return { keywords: this.keywords, literals, ...furtherLiterals };
  }

  #addPattern(field: string, text: string): void {
    const literals = readPattern(this.#report, field, text.trim());
    if (this.#keep(text.trim())) this.#literals.push(literals);
  }

  #keep(keyword: string | undefined, folded = keyword): boolean {
    if (keyword === undefined || folded === undefined || this.#seen.has(folded)) return false;
    this.#seen.add(folded);
    this.keywords.push(keyword);
    return true;
  }
}
