import { encodeContact, keyOf } from '../../functions/adapters/aws/contact-item.ts';
import { postingsOf } from '../../functions/adapters/aws/contact-postings.ts';
import { createContactStore } from '../../functions/adapters/aws/contact-store.ts';
import { type Contact, facetsOf } from '../../functions/domain/contact.ts';
import type { ContactFilter } from '../../functions/domain/contact-filter.ts';
import { embeddedTable } from './embedded-table.ts';
import type { Row } from './row.ts';

const CONTACTS = 100_000;
const PAGE = 50;
const START = 1_800_000_000;

/** Two conditions each: both in lists, rare and common; lists that hardly meet; one in a list; none. */
const FILTERS: [name: string, filter: ContactFilter, full: boolean][] = [
  ['tag and product', { tags: ['VIP'], product: '商品 7' }, true],
  ['two tags of half the contacts each', { tags: ['VIP', '老客户'] }, true],
  ['two tags that nobody has both of', { tags: ['VIP', '新客户'] }, false],
  ['tag and a claim', { tags: ['VIP'], claims: { city: '杭州' } }, true],
  ['a field and a hand-off', { handedOff: true, fields: { level: '3' } }, true],
];

/** The slowest first page of a filter of two conditions, with 100,000 contacts. */
export async function contactRows(): Promise<Row[]> {
  const table = await embeddedTable('contacts');
  try {
    await table.fill(CONTACTS, (at) => itemsOf(aContact(at)));
    const contacts = createContactStore({ client: table.client, table: table.table, conversations: '' });
    const times: number[] = [];
    for (const [name, filter, full] of FILTERS) {
      const start = performance.now();
      const page = await contacts.list('bench', filter, { limit: PAGE });
      times.push(performance.now() - start);
      if (full !== (page.contacts.length === PAGE)) throw new Error(`the page of ${name} has ${page.contacts.length}`);
    }
    const note = `slowest of ${FILTERS.length} filters; ${times.map((time) => Math.round(time)).join(', ')} ms`;
    return [
      {
        name: 'contacts by two conditions, 100,000, first page',
        value: Math.max(...times),
        unit: 'ms',
        bar: 1000,
        note,
      },
    ];
  } finally {
    table.close();
  }
}

const itemsOf = (contact: Contact) => [
  encodeContact({ contact, rev: 1, seq: '' }),
  // All have the same channel, which no filter here asks for.
  ...facetsOf(contact)
    .filter((facet) => !facet.startsWith('channel#'))
    .map((facet) => keyOf(postingsOf('bench', facet), contact.openId)),
];

function aContact(at: number): Contact {
  // OpenIDs are spread like those of WeChat: those of one list are anywhere in another.
  const openId = `o${((at * 2_654_435_761) % 4_294_967_296).toString(36).padStart(7, '0')}`;
  return {
    ...{ account: 'bench', openId, firstSeenAt: START, lastSeenAt: START + at, channel: 'mini-program' },
    ...{ scenes: [], claims: { city: at % 3 === 0 ? '杭州' : '上海' }, pages: [], sessions: 0, optIns: {} },
    products: at % 100 === 0 ? [`商品 ${(at / 100) % 10}`] : [],
    tags: at % 2 === 0 ? (at % 4 === 0 || at % 3 === 0 ? ['VIP', '老客户'] : ['VIP']) : ['新客户'],
    fields: { level: String(at % 10) },
    handOffs: at % 5 === 0 ? 0 : 1,
  };
}
