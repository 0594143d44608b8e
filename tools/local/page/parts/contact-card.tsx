import { useEffect, useState } from 'preact/hooks';
import type { Contact } from '../../../../functions/domain/contact.ts';
import { invoke } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt, tell } from '../live/notice.ts';
import { clockTime } from '../live/now.ts';
import { showTab } from '../live/tab-open.ts';
import { accountView, chooseUser, nameOf, readOnly } from '../live/world.ts';
import { Facts } from './facts.tsx';
import { ticketsOf } from './ticket-filter.tsx';

export const ADMIN_CONTACTS = 'kefu-admin-contacts';

/** What people call a contact: our remark, else what their own client said, else the name in the simulated WeChat. */
export const calledName = ({ remark, claims, openId }: Contact): string =>
  remark ?? claims.nickName ?? claims.vipName ?? nameOf(openId);

/** A claim may have any name. */
const CLAIMS = new Map<string, [zh: string, en: string]>([
  ['nickName', ['昵称', 'Nickname']],
  ['product', ['商品', 'Product']],
  ['vipNo', ['会员号', 'Member number']],
  ['vipName', ['会员名', 'Member name']],
  ['phone', ['电话', 'Phone']],
]);

/** One contact: what is known, what they claim, and what we note. */
export function ContactCard({ contact }: { contact: Contact }) {
  const { openId, scenes, products, pages, handOffs, sessions, kfAccount, servedAt, fields, firstSeenAt } = contact;
  const facts: [string, string | undefined][] = [
    ['OpenID', openId],
    [t('首次出现', 'First seen'), clockTime(firstSeenAt, true)],
    [t('扫码场景', 'QR scenes'), scenes.join('、')],
    [t('看过的商品', 'Products'), products.join('、')],
    [t('看过的页面', 'Pages'), pages.map(({ path }) => path).join(' ')],
    [t('转人工 / 会话', 'Hand-offs / sessions'), `${handOffs} / ${sessions}`],
    [
      t('上次客服', 'Last served by'),
      kfAccount && `${kfAccount}${servedAt === undefined ? '' : ` · ${clockTime(servedAt, true)}`}`,
    ],
    ...Object.entries(fields),
  ];
  return (
    <div class="form">
      <Facts facts={facts} />
      <Claims claims={contact.claims} />
      <Tags contact={contact} />
      {!readOnly.value && <Remark contact={contact} />}
      <div class="buttons">
        <button
          type="button"
          class="plain-button"
          onClick={() => {
            ticketsOf(openId);
            showTab('tickets');
          }}
        >
          {t('看工单', 'Tickets')}
        </button>
        {accountView.value?.users[openId] && (
          <button type="button" class="plain-button" onClick={() => chooseUser(openId)}>
            {t('在手机上打开', 'Show on the phone')}
          </button>
        )}
      </div>
    </div>
  );
}

/** What the mini program's client said: anybody can write anything there. */
function Claims({ claims }: { claims: Record<string, string> }) {
  const { avatarUrl, ...others } = claims;
  const facts = Object.entries(others).map(([name, value]): [string, string] => {
    const words = CLAIMS.get(name);
    return [words ? t(...words) : name, value];
  });
  if (avatarUrl !== undefined) facts.push([t('头像', 'Avatar'), avatarUrl]);
  if (facts.length === 0) return null;
  // a picture from elsewhere is not loaded: no request leaves the machine
  const isOurs = avatarUrl?.startsWith(`${location.origin}/`);
  return (
    <section class="claims" aria-label={t('自称的信息', 'Claims')}>
      <p>
        <span class="badge warn">{t('自称', 'claimed')}</span>{' '}
        <small>{t('由客户的小程序传来，没有核实', 'passed by their mini program, not checked')}</small>
      </p>
      <div class="claims-body">
        {isOurs && <img class="avatar" src={avatarUrl} alt={t('客户自称的头像', 'The avatar they claim')} />}
        <Facts facts={facts} />
      </div>
    </section>
  );
}

function Tags({ contact: { account, openId, tags } }: { contact: Contact }) {
  const [added, setAdded] = useState('');
  const change = (action: 'tag' | 'untag', tag: string) =>
    attempt(() => invoke(ADMIN_CONTACTS, { action, account, openIds: [openId], tag }));
  const add = async (event: Event) => {
    event.preventDefault();
    if (await change('tag', added)) setAdded('');
  };
  return (
    <div class="tags">
      <span class="label">{t('标签', 'Tags')}</span>
      {tags.length === 0 && <small>{t('没有', 'none')}</small>}
      {tags.map((tag) => (
        <span key={tag} class="badge mode">
          {tag}
          {!readOnly.value && (
            <button
              type="button"
              class="remove"
              aria-label={t(`去掉标签 ${tag}`, `Remove the tag ${tag}`)}
              onClick={() => change('untag', tag)}
            >
              ×
            </button>
          )}
        </span>
      ))}
      {!readOnly.value && (
        <form class="inline-form" onSubmit={add}>
          <input
            class="field"
            required
            aria-label={t('新标签', 'New tag')}
            placeholder="VIP"
            value={added}
            onInput={({ currentTarget }) => setAdded(currentTarget.value)}
          />
          <button type="submit" class="plain-button">
            {t('加标签', 'Add tag')}
          </button>
        </form>
      )}
    </div>
  );
}

function Remark({ contact: { account, openId, remark = '' } }: { contact: Contact }) {
  const [text, setText] = useState(remark);
  useEffect(() => setText(remark), [remark]);
  const save = async (event: Event) => {
    event.preventDefault();
    const done = await attempt(() =>
      invoke(ADMIN_CONTACTS, { action: 'update', account, openId, remark: text.trim() === '' ? null : text }),
    );
    if (done) tell(t('备注已保存', 'The remark is saved'));
  };
  return (
    <form class="inline-form" onSubmit={save}>
      <input
        class="field"
        aria-label={t('备注', 'Remark')}
        placeholder={t('备注：只有我们看得到', 'Remark: for us only')}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit" class="plain-button">
        {t('保存备注', 'Save remark')}
      </button>
    </form>
  );
}
