import { createContactStore } from '../../adapters/aws/contact-store.ts';
import { createGroupSendStore } from '../../adapters/aws/group-send-store.ts';
import { createPersonStore } from '../../adapters/aws/person-store.ts';
import type { createDynamoDb } from '../../adapters/aws/worker-clients.ts';
import { tableName } from '../../env.ts';

/** The contacts, one person over all tables, and messages to many. */
export function connectContacts(client: ReturnType<typeof createDynamoDb>, prefix: string) {
  const conversations = tableName(prefix, 'conversations');
  const contacts = createContactStore({ client, table: tableName(prefix, 'contacts'), conversations });
  const people = createPersonStore({
    client,
    contacts,
    keyed: { conversations, contacts: tableName(prefix, 'contacts') },
    mixed: {
      tickets: tableName(prefix, 'tickets'),
      statistics: tableName(prefix, 'statistics'),
      accounts: tableName(prefix, 'accounts'),
    },
  });
  const groupSends = createGroupSendStore({ client, table: tableName(prefix, 'accounts') });
  return { contacts, people, groupSends };
}
