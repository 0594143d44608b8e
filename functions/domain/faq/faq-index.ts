import { contradicts, type Stance, stanceOf } from './contradiction.ts';
import { featuresOf } from './features.ts';
import { normalizeQuestion, type SynonymTable } from './normalize.ts';

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
  /** It denies what was asked, or names another number: it may be offered, but is never the answer. */
  contradicts?: true;
}

/** The questions of an account, ready to be compared with what a customer asks. */
export interface FaqIndex {
  /** The best entries for a text, best first, one hit each. */
  query(text: string, limit?: number): FaqHit[];
}

interface Question {
  id: string;
  /** Position of its entry. */
  entry: number;
  text: string;
  stance: Stance;
  features: Map<string, number>;
  length: number;
}

/** Which questions hold a feature, and what it weighs in each. */
interface Posting {
  at: number[];
  weight: number;
}

/** A question that contradicts comes after one that does not. */
const CONTRADICTION = 0.6;
/** A word that no question holds says that the text is about something else, though not as loudly as a rare one. */
const UNKNOWN_WORD = 0.6;

/** Index questions by characters and pairs of characters, each weighted by how rare it is among them. */
export function createFaqIndex(entries: readonly FaqEntry[], synonyms?: SynonymTable): FaqIndex {
  const questions = entries.flatMap(({ id, questions }, entry) =>
    questions.map((text) => readQuestion({ id, entry, text }, synonyms)),
  );
  const postings = weigh(questions);
  const unknown = Math.log(1 + questions.length) * UNKNOWN_WORD;
  const dots = new Float64Array(questions.length);
  const touched = new Uint32Array(questions.length);
  const best = bestByEntry(entries.length);

  /** Add up what the text shares with every question that shares anything. */
  function compare(features: Map<string, number>): { count: number; length: number } {
    let count = 0;
    let squares = 0;
    for (const [feature, kindWeight] of features) {
      const posting = postings.get(feature);
      const square = (posting ? posting.weight : kindWeight * unknown) ** 2;
      squares += square;
      if (posting === undefined) continue;
      const { at } = posting;
      for (let i = 0; i < at.length; i++) {
        const question = at[i] as number;
        const dot = dots[question] as number;
        if (dot === 0) touched[count++] = question;
        dots[question] = dot + square;
      }
    }
    return { count, length: Math.sqrt(squares) };
  }

  return {
    query(text, limit = 3) {
      const asked = readQuestion({ id: '', entry: 0, text }, synonyms);
      const { count, length } = compare(asked.features);
      best.clear();
      for (let i = 0; i < count; i++) {
        const at = touched[i] as number;
        const question = questions[at] as Question;
        const likeness = (dots[at] as number) / (length * question.length);
        dots[at] = 0;
        if (likeness < LEAST || likeness <= best.scoreOf(question)) continue;
        const isContrary = contradicts(asked.stance, question.stance);
        best.offer(question, likeness * (isContrary ? CONTRADICTION : 1), isContrary);
      }
      return best.top(limit);
    },
  };
}

/** Less likeness than this nobody looks at. */
const LEAST = 0.05;

/** The closest question of every entry, for one text at a time. */
function bestByEntry(entries: number) {
  const scores = new Float64Array(entries);
  const closest: Question[] = new Array(entries);
  const contrary = new Uint8Array(entries);
  const offered: number[] = [];
  return {
    scoreOf: ({ entry }: Question) => scores[entry] as number,
    offer(question: Question, score: number, isContrary: boolean) {
      const { entry } = question;
      if (score <= (scores[entry] as number)) return;
      if (scores[entry] === 0) offered.push(entry);
      scores[entry] = score;
      closest[entry] = question;
      contrary[entry] = Number(isContrary);
    },
    clear() {
      for (const entry of offered) scores[entry] = 0;
      offered.length = 0;
    },
    top(limit: number): FaqHit[] {
      const top: FaqHit[] = [];
      for (const entry of offered) {
        const score = scores[entry] as number;
        if (top.length >= limit && score < (top.at(-1)?.score ?? 0)) continue;
        const { id, text: question } = closest[entry] as Question;
        const hit: FaqHit = { id, question, score, ...(contrary[entry] === 1 && { contradicts: true }) };
        const place = top.findIndex((other) => comesBefore(hit, other));
        top.splice(place === -1 ? top.length : place, 0, hit);
        if (top.length > limit) top.pop();
      }
      return top;
    },
  };
}

const comesBefore = (hit: FaqHit, other: FaqHit): boolean =>
  hit.score > other.score || (hit.score === other.score && hit.id < other.id);

function readQuestion(written: Pick<Question, 'id' | 'entry' | 'text'>, synonyms: SynonymTable | undefined): Question {
  const normalized = normalizeQuestion(written.text, synonyms);
  return { ...written, stance: stanceOf(normalized), features: featuresOf(normalized), length: 0 };
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
