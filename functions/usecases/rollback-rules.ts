import { digestItems } from '../domain/rules/items.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialsStore } from '../ports/credentials.ts';
import type { MediaLibrary } from '../ports/media-library.ts';
import type { RuleSetStore } from '../ports/rule-set-store.ts';
import type { RuleStore } from '../ports/rule-store.ts';
import { accountKindOf } from './account-kind.ts';
import { namedMedia } from './named-media.ts';
import { readCounting } from './rule-items.ts';

export interface RollbackRulesDeps {
  rules: RuleStore;
  ruleSets: RuleSetStore;
  credentials: CredentialsStore;
  clock: Clock;
  library?: Pick<MediaLibrary, 'list'>;
}

export type Rollback = { ok: true; number: number } | { ok: false; reason: 'unknown' | 'overtaken' };

/**
 * Put an old snapshot in force. It holds until the items say something else than they do now, so an edit that is on its way
 * to be published does not undo it. The version is kept from pruning before the pointer moves.
 */
export async function rollbackRules(deps: RollbackRulesDeps, account: string, version: number): Promise<Rollback> {
  const { number, pointer } = await deps.ruleSets.draw(account);
  const known = (await deps.ruleSets.versions(account)).find((one) => one.number === version);
  if (!pointer || !known) return { ok: false, reason: 'unknown' };
  if (!(await deps.ruleSets.keep(account, version, number))) return { ok: false, reason: 'unknown' };
  const live = { number: known.number, parts: known.parts };
  if (!(await deps.ruleSets.read(account, live))) return { ok: false, reason: 'unknown' };
  const accountKind = await accountKindOf(deps, account);
  const previous = await deps.ruleSets.read(account, pointer.newest);
  const { own, inherited } = await readCounting(deps, account, accountKind, previous);
  const { digest } = await namedMedia(deps, account, [...own, ...inherited]);
  const itemsDigest = digestItems([...own, ...inherited], `${accountKind}${digest}`);
  const moved = await deps.ruleSets.point(account, { number, live, itemsDigest });
  return moved ? { ok: true, number } : { ok: false, reason: 'overtaken' };
}
