import { useState } from 'preact/hooks';
import { CHANNELS } from '../../../../functions/domain/contact.ts';
import { t } from '../live/language.ts';
import { channelName } from './terms.ts';

/** Conditions as the form holds them: all texts, empty for none. */
export type FilterForm = Record<'text' | 'tag' | 'source' | 'product' | 'scene' | 'kfAccount' | 'channel', string> & {
  handedOff: boolean;
};

export const NO_FILTER: FilterForm = {
  ...{ text: '', tag: '', source: '', product: '', scene: '', kfAccount: '', channel: '' },
  handedOff: false,
};

/** The conditions as `kefu-admin-contacts` takes them. */
export function filterOf({ tag, handedOff, ...others }: FilterForm): Record<string, unknown> {
  const given = Object.entries(others).filter(([, value]) => value.trim() !== '');
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, value.trim()])),
    ...(tag.trim() !== '' && { tags: tag.trim().split(/\s+/) }),
    ...(handedOff && { handedOff }),
  };
}

/** Whom one looks for. */
export function ContactFilter({ apply }: { apply: (filter: FilterForm) => void }) {
  const [form, setForm] = useState(NO_FILTER);
  const set = (change: Partial<FilterForm>) => setForm({ ...form, ...change });
  const field = (name: Exclude<keyof FilterForm, 'handedOff'>, label: string) => (
    <label>
      <span class="label">{label}</span>
      <input class="field" value={form[name]} onInput={({ currentTarget }) => set({ [name]: currentTarget.value })} />
    </label>
  );
  const submit = (event: Event) => {
    event.preventDefault();
    apply(form);
  };
  return (
    <form class="filter" onSubmit={submit}>
      <div class="bar">
        <input
          class="field grow"
          type="search"
          aria-label={t('查找客户：备注、名称或 OpenID', 'Find by remark, name or OpenID')}
          placeholder={t('备注、名称或 OpenID…', 'Remark, name or OpenID…')}
          value={form.text}
          onInput={({ currentTarget }) => set({ text: currentTarget.value })}
        />
        <button type="submit" class="main-button">
          {t('查找', 'Find')}
        </button>
        <button
          type="button"
          class="plain-button"
          onClick={() => {
            setForm(NO_FILTER);
            apply(NO_FILTER);
          }}
        >
          {t('清除', 'Clear')}
        </button>
      </div>
      <details>
        <summary>{t('更多条件', 'More conditions')}</summary>
        <div class="form">
          <div class="pair">
            {field('tag', t('标签', 'Tag'))}
            {field('product', t('看过的商品', 'Product'))}
            {field('source', t('来源', 'Source'))}
            {field('scene', t('扫码场景', 'QR scene'))}
            {field('kfAccount', t('上次客服', 'Last served by'))}
            <label>
              <span class="label">{t('怎么来的', 'Came by')}</span>
              <select
                class="field"
                value={form.channel}
                onChange={({ currentTarget }) => set({ channel: currentTarget.value })}
              >
                <option value="">{t('不限', 'any')}</option>
                {CHANNELS.map((channel) => (
                  <option key={channel} value={channel}>
                    {channelName(channel)}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <label class="check">
            <input
              type="checkbox"
              checked={form.handedOff}
              onChange={({ currentTarget }) => set({ handedOff: currentTarget.checked })}
            />
            {t('找过人工', 'Asked for a human')}
          </label>
        </div>
      </details>
    </form>
  );
}
