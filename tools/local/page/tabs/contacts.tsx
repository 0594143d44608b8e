import { useState } from 'preact/hooks';
import type { Contact } from '../../../../functions/domain/contact.ts';
import { invoke } from '../live/api.ts';
import { useAsked } from '../live/asked.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { clockTime } from '../live/now.ts';
import type { Tab } from '../live/tab.ts';
import { account } from '../live/world.ts';
import { ADMIN_CONTACTS, ContactCard, calledName } from '../parts/contact-card.tsx';
import { ContactFilter, filterOf, NO_FILTER } from '../parts/contact-filter.tsx';
import { Paging, usePages } from '../parts/paging.tsx';
import { saveCsv } from '../parts/save-file.ts';
import { channelName } from '../parts/terms.ts';

/** Who the customers are: as `kefu contacts` lists them. */
export const tab: Tab = { id: 'contacts', order: 32, title: () => t('客户', 'Contacts'), View: Contacts };

const PAGE = 20;

function Contacts() {
  const [form, setForm] = useState(NO_FILTER);
  const [open, setOpen] = useState<string | undefined>(undefined);
  const filter = filterOf(form);
  const asked = { action: 'list', account: account.value, filter, limit: PAGE };
  const pages = usePages(JSON.stringify(asked));
  const question = { ...asked, ...(pages.cursor !== undefined && { next: pages.cursor }) };
  const { answer, problem } = useAsked<{ contacts: Contact[]; next?: string }>(ADMIN_CONTACTS, question, [
    'kefu-contacts',
  ]);
  return (
    <>
      <ContactFilter apply={setForm} />
      {problem !== undefined && (
        <p class="error" role="alert">
          {problem}
        </p>
      )}
      {answer?.contacts.length === 0 && <p class="empty">{t('没有符合条件的客户', 'Nobody meets these conditions')}</p>}
      <ul class="rules">
        {answer?.contacts.map((contact) => (
          <li key={contact.openId} class="rule">
            <Row
              contact={contact}
              isOpen={open === contact.openId}
              toggle={() => setOpen(open === contact.openId ? undefined : contact.openId)}
            />
            {open === contact.openId && <ContactCard contact={contact} />}
          </li>
        ))}
      </ul>
      <Paging pages={pages} next={answer?.next} />
      <div class="bar">
        <button type="button" class="link-button" onClick={() => attempt(() => exportCsv(account.value, filter))}>
          {t('导出 CSV', 'Export as CSV')}
        </button>
        <span class="hint">{ADMIN_CONTACTS}</span>
      </div>
    </>
  );
}

interface RowProps {
  contact: Contact;
  isOpen: boolean;
  toggle: () => void;
}

function Row({ contact, isOpen, toggle }: RowProps) {
  const { tags, source, channel, lastSeenAt, kfAccount } = contact;
  const facts = [
    source ?? channelName(channel),
    contact.products[0],
    kfAccount && t(`上次客服 ${kfAccount}`, `last served by ${kfAccount}`),
    clockTime(lastSeenAt, true),
  ];
  return (
    <div class="rule-row">
      <div class="rule-main">
        <p>
          <b>{calledName(contact)}</b>{' '}
          {tags.map((tag) => (
            <span key={tag} class="badge mode">
              {tag}
            </span>
          ))}
        </p>
        <p class="hint">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      <button type="button" class="plain-button" aria-expanded={isOpen} onClick={toggle}>
        {t('详情', 'Details')} <span class="unseen">{calledName(contact)}</span>
      </button>
    </div>
  );
}

/** 2,000 in a file: each has the columns of its own contacts. */
async function exportCsv(name: string, filter: object): Promise<void> {
  let next: string | undefined;
  for (let number = 1; number === 1 || next !== undefined; number++) {
    const question = { action: 'export', account: name, filter, ...(next !== undefined && { next }) };
    const page = (await invoke(ADMIN_CONTACTS, question)) as { csv: string; next?: string };
    next = page.next;
    saveCsv(`contacts-${name}${number > 1 || next !== undefined ? `-${number}` : ''}.csv`, page.csv);
  }
}
