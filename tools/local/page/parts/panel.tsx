import { tabs as unordered } from 'kefu:tabs';
import { computed } from '@preact/signals';
import { t } from '../live/language.ts';
import { openTab, showTab } from '../live/tab-open.ts';
import { hiddenTabs, simulated } from '../live/world.ts';

const all = [...unordered].sort((a, b) => a.order - b.order);

/** Those that the server has something for. */
const shownTabs = computed(() =>
  all.filter(({ id, ofSimulator }) => !hiddenTabs.value.includes(id) && (simulated.value || !ofSimulator)),
);

/** The right-hand side: what happened, rules and all the rest. */
export function Panel() {
  const tabs = shownTabs.value;
  const open = tabs.find(({ id }) => id === openTab.value) ?? tabs[0];
  if (!open) return null;
  return (
    <section class="panel" aria-label={t('过程与规则', 'What happened, and rules')}>
      <h2 class="unseen">{t('过程与规则', 'What happened, and rules')}</h2>
      <div class="tabs" role="tablist" aria-label={t('内容', 'Views')} onKeyDown={moveByArrow}>
        {tabs.map(({ id, title, count }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={open.id === id}
            aria-controls="tab-panel"
            tabIndex={open.id === id ? 0 : -1}
            onClick={() => showTab(id)}
          >
            {title()}
            {count && count() > 0 && <span class="count">{count()}</span>}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${open.id}`}>
        <open.View />
      </div>
    </section>
  );
}

function moveByArrow(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const tabs = shownTabs.value;
  const at = tabs.findIndex(({ id }) => id === openTab.value);
  const next = tabs[(Math.max(0, at) + step + tabs.length) % tabs.length];
  if (!next) return;
  event.preventDefault();
  showTab(next.id);
  document.getElementById(`tab-${next.id}`)?.focus();
}
