import { type Contact, nothingKnown } from '../domain/contact.ts';
import type { ContactRow } from '../domain/contact-csv.ts';
import type { Clock } from '../ports/clock.ts';
import { forEachOf } from './for-each-of.ts';
import { type RemarkDeps, remarkAtWeChat } from './remark-contact.ts';
import { type TagContactsDeps, tagAtWeChat } from './tag-contacts.ts';

export interface ImportContactsDeps extends TagContactsDeps, RemarkDeps {
  clock: Clock;
}

const AT_ONCE = 16;

/** Take rows over: what they say replaces remark, tags and fields of the same names; who is not known is made. */
export async function importContacts(
  deps: ImportContactsDeps,
  account: string,
  rows: readonly ContactRow[],
): Promise<{ added: number; updated: number }> {
  const [added, newTags]: [string[], Map<string, string[]>] = [[], new Map()];
  const newRemarks: [openId: string, remark: string][] = [];
  await forEachOf(rows, AT_ONCE, async (row) => {
    const known = await deps.contacts.read(account, row.openId);
    if (known === undefined) added.push(row.openId);
    for (const tag of row.tags ?? []) {
      if (!known?.tags.includes(tag)) newTags.set(tag, [...(newTags.get(tag) ?? []), row.openId]);
    }
    const { remark, tags } = row;
    if (remark !== undefined && remark !== (known?.remark ?? '')) newRemarks.push([row.openId, remark]);
    const fields = { ...known?.fields, ...row.fields };
    if (known === undefined) await deps.contacts.put(newContact(account, row, Math.floor(deps.clock() / 1000)));
    await deps.contacts.edit(account, row.openId, {
      fields,
      ...(remark !== undefined && { remark: remark || null }),
      ...(tags && { tags }),
    });
  });
  await forEachOf(newRemarks, AT_ONCE, async ([openId, remark]) => {
    await remarkAtWeChat(deps, account, openId, remark);
  });
  for (const [tag, openIds] of newTags) await tagAtWeChat(deps, account, openIds, tag, true);
  return { added: added.length, updated: rows.length - added.length };
}

const newContact = (account: string, { openId }: ContactRow, now: number): Contact => ({
  ...nothingKnown(),
  account,
  openId,
  firstSeenAt: now,
  lastSeenAt: now,
});
