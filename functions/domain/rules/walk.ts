import type { Message } from '../../wechat/messages/index.ts';
import { fold } from './fold.ts';
import type { Index } from './index-of.ts';
import type { Proposal, Robot } from './robot.ts';
import type { Rule } from './rule.ts';

const NONE: readonly number[] = [];

/** The robot, and the FAQ items that it may choose among. */
export interface Asked extends Robot {
  eligible(rule: Rule): boolean;
}

/** The best rule that fits the message and that is taken; nothing is tried that a better rule makes needless. */
export function walk(index: Index, message: Message, take: (rule: Rule) => boolean, robot?: Asked): Rule | undefined {
  const text = textOf(message);
  const hits = text === undefined ? eventHits(index, message) : [];
  if (text !== undefined) index.texts.collect(text, hits);
  const always = text === undefined ? NONE : index.always;
  const any = index.any.get(message.kind) ?? NONE;
  let folded: string | undefined;
  let [alwaysAt, anyAt, last] = [0, 0, -1];
  let unasked = text === undefined ? undefined : robot;
  let proposal: Proposal | undefined;
  for (;;) {
    const hitAt = smallest(hits);
    const hit = hits[hitAt] ?? Number.POSITIVE_INFINITY;
    const tried = always[alwaysAt] ?? Number.POSITIVE_INFINITY;
    const other = any[anyAt] ?? Number.POSITIVE_INFINITY;
    const rank = Math.min(hit, tried, other, proposal?.rank ?? Number.POSITIVE_INFINITY);
    if (unasked !== undefined && rank >= unasked.first && !(rank === hit && isQuestion(index, rank))) {
      proposal = unasked.ask(text as string, message, unasked.eligible);
      unasked = undefined;
      continue;
    }
    if (rank === Number.POSITIVE_INFINITY) return undefined;
    if (proposal !== undefined && rank === proposal.rank) {
      const { rule } = proposal;
      proposal = undefined;
      if (take(rule)) return rule;
      continue;
    }
    if (rank === hit) remove(hits, hitAt);
    else if (rank === tried) alwaysAt++;
    else anyAt++;
    if (rank === last) continue;
    last = rank;
    if (index.needsLiterals(rank)) {
      folded ??= fold(text ?? '', index.table);
      if (!index.hasLiterals(rank, folded)) continue;
    }
    const rule = index.entries[rank]?.rule as Rule;
    if (rule.match !== 'event' && !rule.kinds.includes(message.kind)) continue;
    if (rule.match === 'regex') {
      folded ??= fold(text ?? '', index.table);
      if (!index.fitsPattern(rank, folded)) continue;
    }
    if (take(rule)) return rule;
  }
}

const isQuestion = (index: Index, rank: number): boolean => index.entries[rank]?.rule.match === 'faq';

/** What keywords are compared with: nothing for pictures, stickers and events. */
export function textOf(message: Message): string | undefined {
  if (message.kind === 'text') return message.content;
  return message.kind === 'voice' && message.recognition ? message.recognition : undefined;
}

function eventHits(index: Index, message: Message): number[] {
  return namesOf(message).flatMap((name) => index.events.get(name) ?? []);
}

/** The keywords that an event answers to: its name and its name with its key; a scene, however the code was scanned. */
export function namesOf(message: Message): string[] {
  if (!('event' in message) || message.event === undefined) return [];
  const names = [message.event];
  if (message.eventKey) names.push(`${message.event}:${message.eventKey}`);
  if ((message.kind === 'subscribe' || message.kind === 'scan') && message.scene !== undefined)
    names.push('SCENE', `SCENE:${message.scene}`, `${message.event}:${message.scene}`);
  return [...new Set(names)];
}

function smallest(ranks: number[]): number {
  let at = 0;
  for (let i = 1; i < ranks.length; i++) if ((ranks[i] as number) < (ranks[at] as number)) at = i;
  return at;
}

function remove(ranks: number[], at: number): void {
  ranks[at] = ranks.at(-1) as number;
  ranks.pop();
}
