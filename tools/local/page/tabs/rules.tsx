import { useState } from 'preact/hooks';
import { deleteItem } from '../live/api.ts';
import { editing, NEW_ID } from '../live/editing.ts';
import { t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import type { Tab } from '../live/tab.ts';
import { useTable } from '../live/tables.ts';
import { account, readOnly } from '../live/world.ts';
import { faultsInChinese } from '../parts/fault-words.ts';
import { RuleEditor } from '../parts/rule-editor.tsx';
import { formOf, listOf, NEW_RULE, type RuleItem, textOf } from '../parts/rule-fields.ts';

/** The rules of the account: items of `kefu-rules`, changed as anybody would change them. */
export const tab: Tab = { id: 'rules', order: 20, title: () => t('规则', 'Rules'), View: Rules };

const TABLE = 'kefu-rules';
const MOST_SHOWN = 300;

function Rules() {
  const items = useTable<RuleItem>(TABLE);
  const open = editing.value;
  const [sought, setSought] = useState('');
  const show = (id: string | undefined) => {
    editing.value = id;
  };
  const close = () => show(undefined);
  if (!items) return <p class="empty" aria-busy="true" />;
  const found = inReadingOrder(items).filter((item) =>
    JSON.stringify([item.id, listOf(item.keywords), item.reply]).includes(sought),
  );
  return (
    <>
      <div class="bar">
        {!readOnly.value && (
          <button type="button" class="main-button" onClick={() => show(NEW_ID)}>
            {t('新规则', 'New rule')}
          </button>
        )}
        <input
          class="field grow"
          type="search"
          aria-label={t('查找规则', 'Find rules')}
          placeholder={t('查找…', 'Find…')}
          value={sought}
          onInput={({ currentTarget }) => setSought(currentTarget.value)}
        />
        <span class="hint">
          {t(`${items.length} 项`, `${items.length} items`)} · {TABLE}
        </span>
      </div>
      {open === NEW_ID && <RuleEditor form={NEW_RULE} isNew done={close} />}
      <ul class="rules">
        {found.slice(0, MOST_SHOWN).map((item) => (
          <li key={`${item.account}/${item.id}`} class="rule">
            <Rule item={item} isOpen={open === item.id} toggle={() => show(open === item.id ? undefined : item.id)} />
            {open === item.id && <RuleEditor form={formOf(item)} isNew={false} done={close} />}
          </li>
        ))}
      </ul>
      {found.length > MOST_SHOWN && <p class="hint">{t('请缩小查找范围', 'Narrow the search to see more')}</p>}
    </>
  );
}

/** The demonstrations last. */
const inReadingOrder = (items: RuleItem[]): RuleItem[] => {
  const rank = ({ id }: RuleItem) => Number(id.startsWith('demo')) + 2 * Number(id.startsWith('@'));
  return [...items].sort((a, b) => rank(a) - rank(b));
};

interface RuleProps {
  item: RuleItem;
  isOpen: boolean;
  toggle: () => void;
}

function Rule({ item, isOpen, toggle }: RuleProps) {
  const { id, match, keywords, reply, priority, enabled } = item;
  return (
    <div class="rule-row">
      <div class="rule-main">
        <p>
          <b>{id}</b> <Status item={item} /> {enabled === false && <span class="badge">{t('已停用', 'off')}</span>}
        </p>
        <p class="hint">
          {match !== undefined && String(match)} {listOf(keywords).join(' · ')}
          {priority !== undefined && ` (${t('优先级', 'priority')} ${String(priority)})`}
        </p>
        {reply !== undefined && <p class="rule-reply">{shortly(reply)}</p>}
        {item.error && (
          <p class="error" role="alert">
            {inWords(item.error)}
          </p>
        )}
        {item.warning && <p class="warning">{inWords(item.warning)}</p>}
      </div>
      {!readOnly.value && (
        <div class="buttons">
          <button type="button" class="plain-button" aria-expanded={isOpen} onClick={toggle}>
            {t('编辑', 'Edit')} <span class="unseen">{id}</span>
          </button>
          {!id.startsWith('@') && <Delete id={id} />}
        </div>
      )}
    </div>
  );
}

/** Faults are written on the item in English. */
const inWords = (faults: string): string => t(faultsInChinese(faults), faults);

const shortly = (reply: unknown): string => (typeof reply === 'string' ? reply : textOf(reply).replace(/\s+/g, ' '));

function Status({ item: { status, id } }: { item: RuleItem }) {
  if (status === 'live') return <span class="badge live">{t('生效中', 'live')}</span>;
  if (status === 'error') return <span class="badge bad">{t('有错误', 'error')}</span>;
  return id.startsWith('@') ? null : <span class="badge warn">{t('检查中…', 'checking…')}</span>;
}

/** Pressed twice: there is no undo. */
function Delete({ id }: { id: string }) {
  const [sure, setSure] = useState(false);
  const press = () => {
    if (!sure) return setSure(true);
    return attempt(() => deleteItem(TABLE, { account: account.value, id }));
  };
  return (
    <button type="button" class="plain-button danger" onClick={press} onBlur={() => setSure(false)}>
      {sure ? t('确认删除', 'Really delete') : t('删除', 'Delete')} <span class="unseen">{id}</span>
    </button>
  );
}
