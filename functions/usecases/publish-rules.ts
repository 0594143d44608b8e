import { digestItems, type Verdict } from '../domain/rules/items.ts';
import { type Judgement, judgeItems } from '../domain/rules/judge-items.ts';
import { snapshotOf } from '../domain/rules/snapshot.ts';
import { StoreConflictError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialsStore } from '../ports/credentials.ts';
import type { MediaLibrary } from '../ports/media-library.ts';
import type { Pause } from '../ports/pause.ts';
import type { Pointer, RuleSetStore } from '../ports/rule-set-store.ts';
import type { RuleStore, StoredRuleItem } from '../ports/rule-store.ts';
import { accountKindOf } from './account-kind.ts';
import { forEachOf } from './for-each-of.ts';
import { namedMedia } from './named-media.ts';
import { readCounting } from './rule-items.ts';

export interface PublishRulesDeps {
  rules: RuleStore;
  ruleSets: RuleSetStore;
  credentials: CredentialsStore;
  clock: Clock;
  pause: Pause;
  /** What rules may name; not given = any name is taken. */
  library?: Pick<MediaLibrary, 'list'>;
}

/** What publishing came to. */
export interface Publication {
  /**
   * `published`: a new snapshot is in force; `unchanged`: the items say what the pointer already stands for, or a rollback
   * holds over; `superseded`: a later reading was published meanwhile.
   */
  outcome: 'published' | 'unchanged' | 'superseded';
  /** The number drawn. */
  number: number;
  rules: number;
  /** Broken items. */
  faults: number;
}

/** How many snapshots can be rolled back to. */
const KEPT_SNAPSHOTS = 50;
const ATTEMPTS = 5;
/** Writes of verdicts under way at once. */
const CONCURRENT_WRITES = 32;

/**
 * Publish an account's items as one snapshot, and say on each item whether it is live. The number is drawn before the items
 * are read, so a higher number has seen every edit that a lower one has, and the pointer only rises.
 *
 * @throws StoreConflictError when others moved the pointer in between at every attempt
 */
export async function publishRules(deps: PublishRulesDeps, account: string): Promise<Publication> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const publication = await attemptToPublish(deps, account);
    if (publication) return publication;
  }
  throw new StoreConflictError(`the rules of ${account} were published by others at each of ${ATTEMPTS} attempts`);
}

async function attemptToPublish(deps: PublishRulesDeps, account: string): Promise<Publication | undefined> {
  const { number, pointer } = await drawAfterImport(deps, account);
  const [previous, accountKind] = await Promise.all([
    pointer && deps.ruleSets.read(account, pointer.newest),
    accountKindOf(deps, account),
  ]);
  const { stored, own, inherited } = await readCounting(deps, account, accountKind, previous);
  const { context, digest } = await namedMedia(deps, account, [...own, ...inherited]);
  const judgement = judgeItems(own, accountKind, previous, inherited, context);
  const itemsDigest = digestItems([...own, ...inherited], `${accountKind}${digest}`);
  const outcome = await move(deps, account, { number, pointer, itemsDigest, judgement });
  if (!outcome) return undefined;
  await writeVerdicts(deps, stored, judgement);
  return { outcome, number, rules: judgement.rules.length, faults: judgement.faults };
}

/** An import of ten thousand rules takes some seconds; one that died must not hold edits back for long. */
const IMPORT_POLL_MS = 500;
const IMPORT_POLLS = 60;

/** Draw a number once no import is under way. One that does not end is taken to have died. */
async function drawAfterImport(deps: PublishRulesDeps, account: string): ReturnType<RuleSetStore['draw']> {
  let drawn = await deps.ruleSets.draw(account);
  for (let poll = 0; drawn.importing !== undefined; poll++) {
    if (poll === IMPORT_POLLS) await deps.ruleSets.endImport(account, drawn.importing);
    else await deps.pause(IMPORT_POLL_MS);
    drawn = await deps.ruleSets.draw(account);
  }
  return drawn;
}

interface Reading {
  number: number;
  pointer: Pointer | undefined;
  itemsDigest: string;
  judgement: Judgement;
}

/** Undefined when the pointer is not the one this reading built on. */
async function move(
  deps: PublishRulesDeps,
  account: string,
  { number, pointer, itemsDigest, judgement }: Reading,
): Promise<Publication['outcome'] | undefined> {
  if (pointer?.itemsDigest === itemsDigest) {
    return (await deps.ruleSets.confirm(account, number, pointer)) ? 'unchanged' : undefined;
  }
  const { rules, settings, faults } = judgement;
  const version = { publishedAt: Math.floor(deps.clock() / 1000), rules: rules.length, faults };
  const newest = await deps.ruleSets.write(snapshotOf({ account, number, rules, settings }), version);
  if (!(await deps.ruleSets.point(account, { number, live: newest, newest, itemsDigest }))) return 'superseded';
  await deps.ruleSets.prune(account, KEPT_SNAPSHOTS);
  return 'published';
}

function writeVerdicts(deps: PublishRulesDeps, stored: readonly StoredRuleItem[], judgement: Judgement): Promise<void> {
  return forEachOf(stored, CONCURRENT_WRITES, (item) => writeVerdict(deps, item, judgement));
}

/** An item that was changed meanwhile is judged again; after three rounds the publication of its own edit will do it. */
async function writeVerdict(deps: PublishRulesDeps, stored: StoredRuleItem, judgement: Judgement): Promise<void> {
  let current: StoredRuleItem | undefined = stored;
  for (let round = 0; current && round < 3; round++) {
    const verdict = judgement.verdict(current.item);
    if (stands(verdict, current)) return;
    current = await deps.rules.writeVerdict(current, { ...verdict, checkedAt: Math.floor(deps.clock() / 1000) });
  }
}

const stands = ({ status, error, warning }: Omit<Verdict, 'checkedAt'>, { item }: StoredRuleItem): boolean =>
  item.status === status && item.error === error && item.warning === warning && typeof item.checkedAt === 'number';
