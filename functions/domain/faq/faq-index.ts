import { featuresOf } from './features.ts';
import { isNegative, normalizeQuestion, numbersIn, type SynonymTable } from './normalize.ts';

/** One FAQ item: the ways its question may be asked. */
export interface FaqEntry {
  id: string;
  questions: readonly string[];
}

/** An entry that a text may mean. */
export interface FaqHit {
  id: string;
  /** The entry's question that came closest. */
  question: string;
  /** 0 to 1: 1 is the same question. */
  score: number;
}

/** The questions of an account, ready to be compared with what a customer asks. */
export interface FaqIndex {
  /**
   * The best entries for a text, best first, one hit each.
   * @param except a question to leave out: how the account's own questions are tried against each other
   */
  query(text: string, limit?: number, except?: string): FaqHit[];
}

interface Question {
  id: string;
  text: string;
  negative: boolean;
  numbers: string;
  features: Map<string, number>;
  length: number;
}

/** Which questions hold a feature, and what it weighs in each. */
interface Posting {
  at: number[];
  weight: number;
}

/** A question that denies what the other asks, or names another number, may be offered, but no threshold is so low that it is answered. */
const CONTRADICTION = 0.44;
/** A word that no question holds says that the text is about something else, though not as loudly as a rare one. */
const UNKNOWN_WORD = 0.6;

/** Index questions by characters and pairs of characters, each weighted by how rare it is among them. */
export function createFaqIndex(entries: readonly FaqEntry[], synonyms?: SynonymTable): FaqIndex {
  const questions = entries.flatMap(({ id, questions }) => questions.map((text) => readQuestion(id, text, synonyms)));
  const postings = weigh(questions);
  const unknown = Math.log(1 + questions.length) * UNKNOWN_WORD;
  const dots = new Float64Array(questions.length);

  /** Add up what the text shares with every question that shares anything; returns those and the text's own length. */
  function compare(features: Map<string, number>): { touched: number[]; length: number } {
    const touched: number[] = [];
    let squares = 0;
    for (const [feature, kindWeight] of features) {
      const posting = postings.get(feature);
      const square = (posting ? posting.weight : kindWeight * unknown) ** 2;
      squares += square;
      for (const at of posting?.at ?? []) {
        if (dots[at] === 0) touched.push(at);
        dots[at] = (dots[at] ?? 0) + square;
      }
    }
    return { touched, length: Math.sqrt(squares) };
  }

  return {
    query(text, limit = 3, except) {
      const asked = readQuestion('', text, synonyms);
      const { touched, length } = compare(asked.features);
      const best = new Map<string, FaqHit>();
      for (const at of touched) {
        const question = questions[at] as Question;
        const score =
          ((dots[at] ?? 0) / (length * question.length)) * (contradicts(asked, question) ? CONTRADICTION : 1);
        dots[at] = 0;
        if (score > (best.get(question.id)?.score ?? 0) && question.text !== except)
          best.set(question.id, { id: question.id, question: question.text, score });
      }
      return [...best.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
  };
}

function readQuestion(id: string, text: string, synonyms: SynonymTable | undefined): Question {
  const normalized = normalizeQuestion(text, synonyms);
  const features = featuresOf(normalized);
  return { id, text, negative: isNegative(normalized), numbers: numbersIn(normalized), features, length: 0 };
}

/** Give every feature its weight and every question its length. */
function weigh(questions: Question[]): Map<string, Posting> {
  const postings = new Map<string, Posting>();
  questions.forEach(({ features }, at) => {
    for (const [feature, kindWeight] of features) {
      const posting = postings.get(feature);
      if (posting) posting.at.push(at);
      else postings.set(feature, { at: [at], weight: kindWeight });
    }
  });
  for (const posting of postings.values()) posting.weight *= Math.log(1 + questions.length / posting.at.length);
  for (const question of questions) question.length = lengthOf(question.features, postings);
  return postings;
}

function lengthOf(features: Map<string, number>, postings: Map<string, Posting>): number {
  let squares = 0;
  for (const feature of features.keys()) squares += (postings.get(feature)?.weight ?? 0) ** 2;
  return Math.sqrt(squares);
}

function contradicts(a: Question, b: Question): boolean {
  return a.negative !== b.negative || (a.numbers !== '' && b.numbers !== '' && a.numbers !== b.numbers);
}
