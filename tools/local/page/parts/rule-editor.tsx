import { useEffect, useRef, useState } from 'preact/hooks';
import { putItem } from '../live/api.ts';
import { t } from '../live/language.ts';
import { account } from '../live/world.ts';
import { itemOf, MATCHES, type RuleForm } from './rule-fields.ts';

interface EditorProps {
  form: RuleForm;
  isNew: boolean;
  done: () => void;
}

/** Change a rule: it is written as the DynamoDB console would write it, and checked by the service like any edit. */
export function RuleEditor({ form: given, isNew, done }: EditorProps) {
  const [form, setForm] = useState(given);
  const [problem, setProblem] = useState('');
  const place = useRef<HTMLFormElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), []);
  const isSettings = form.id.startsWith('@');
  const set = (change: Partial<RuleForm>) => setForm({ ...form, ...change });
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      await putItem('kefu-rules', itemOf(account.value, form));
      done();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <form class="form" ref={place} onSubmit={save} aria-label={isNew ? t('新规则', 'New rule') : form.id}>
      <Identity form={form} isNew={isNew} isSettings={isSettings} set={set} />
      {!isSettings && <Matter form={form} set={set} />}
      <details open={isSettings}>
        <summary>{t('其他属性（JSON）', 'Other attributes (JSON)')}</summary>
        <textarea
          class="field wide"
          rows={isSettings ? 10 : 4}
          aria-label={t('其他属性', 'Other attributes')}
          placeholder='{"hours": "Mon-Fri 09:00-18:00", "modes": ["bot"]}'
          value={form.others}
          onInput={({ currentTarget }) => set({ others: currentTarget.value })}
        />
      </details>
      {problem && (
        <p class="error" role="alert">
          {problem}
        </p>
      )}
      <div class="buttons">
        <button type="submit" class="main-button">
          {t('保存', 'Save')}
        </button>
        <button type="button" class="plain-button" onClick={done}>
          {t('取消', 'Cancel')}
        </button>
      </div>
    </form>
  );
}

interface PartProps {
  form: RuleForm;
  set: (change: Partial<RuleForm>) => void;
}

function Identity({ form, isNew, isSettings, set }: PartProps & { isNew: boolean; isSettings: boolean }) {
  return (
    <div class="pair">
      <label>
        <span class="label">{t('名称（id）', 'Name (id)')}</span>
        <input
          class="field"
          required
          readOnly={!isNew}
          value={form.id}
          placeholder="opening-hours"
          onInput={({ currentTarget }) => set({ id: currentTarget.value })}
        />
      </label>
      {!isSettings && (
        <label>
          <span class="label">{t('匹配方式', 'Match')}</span>
          <select
            class="field"
            value={form.match}
            onChange={({ currentTarget }) => set({ match: currentTarget.value })}
          >
            {[...new Set([...MATCHES, form.match])].map((match) => (
              <option key={match} value={match}>
                {match}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

function Matter({ form, set }: PartProps) {
  return (
    <>
      <label>
        <span class="label">{t('关键词（每行一个）', 'Keywords (one a line)')}</span>
        <textarea
          class="field"
          rows={2}
          value={form.keywords}
          onInput={({ currentTarget }) => set({ keywords: currentTarget.value })}
        />
      </label>
      <label>
        <span class="label">{t('回复：文字，或 JSON', 'Reply: a text, or JSON')}</span>
        <textarea
          class="field"
          rows={3}
          value={form.reply}
          onInput={({ currentTarget }) => set({ reply: currentTarget.value })}
        />
      </label>
      <div class="pair">
        <label>
          <span class="label">{t('优先级', 'Priority')}</span>
          <input
            class="field"
            inputMode="numeric"
            value={form.priority}
            onInput={({ currentTarget }) => set({ priority: currentTarget.value })}
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={form.enabled}
            onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
          />
          {t('启用', 'Enabled')}
        </label>
      </div>
    </>
  );
}
