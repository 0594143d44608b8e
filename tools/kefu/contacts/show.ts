import type { Contact } from '../../../functions/domain/contact.ts';
import type { Output } from '../shared/output.ts';
import { cut, moment, table } from '../shared/table.ts';

const nameOf = ({ remark, claims }: Contact): string => remark ?? claims.nickName ?? claims.vipName ?? '';

/** Contacts as rows. */
export function contactsTable(contacts: readonly Contact[], { language }: Output): string {
  const zh = language === 'zh';
  if (contacts.length === 0) return zh ? '没有符合条件的客户。' : 'Nobody meets these conditions.';
  const head = zh
    ? ['OpenID', '名称', '标签', '来源', '最近', '转人工', '客服']
    : ['OpenID', 'Name', 'Tags', 'Source', 'Last seen', 'Hand-offs', 'Served by'];
  return table(
    head,
    contacts.map((contact) => [
      contact.openId,
      cut(nameOf(contact), 16),
      cut(contact.tags.join(' '), 24),
      cut(contact.source ?? contact.channel, 16),
      moment(contact.lastSeenAt),
      contact.handOffs,
      contact.kfAccount,
    ]),
  );
}

/** One contact, line by line. What their own client said is marked as such. */
export function contactCard(contact: Contact, { language }: Output): string {
  const zh = language === 'zh';
  const rows: [string, string][] = [
    ['OpenID', contact.openId],
    [zh ? '备注' : 'Remark', contact.remark ?? ''],
    [zh ? '标签' : 'Tags', contact.tags.join(' ')],
    [zh ? '渠道' : 'Channel', contact.channel],
    [zh ? '来源' : 'Source', contact.source ?? ''],
    [zh ? '扫码场景' : 'QR scenes', contact.scenes.join(' ')],
    [zh ? '看过的商品' : 'Products', contact.products.join('、')],
    [zh ? '看过的页面' : 'Pages', contact.pages.map(({ path }) => path).join(' ')],
    [zh ? '首次 / 最近' : 'First / last seen', `${moment(contact.firstSeenAt)} / ${moment(contact.lastSeenAt)}`],
    [zh ? '转人工 / 会话' : 'Hand-offs / sessions', `${contact.handOffs} / ${contact.sessions}`],
    [zh ? '上次客服' : 'Served last by', contact.kfAccount ?? ''],
    ...Object.entries(contact.fields).map(([name, value]): [string, string] => [name, value]),
    ...Object.entries(contact.claims).map(([name, value]): [string, string] => [
      zh ? `${name}（自称）` : `${name} (claimed)`,
      cut(value, 80),
    ]),
  ];
  return table(
    [],
    rows.filter(([, value]) => value !== ''),
  );
}
