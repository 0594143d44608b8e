import { useState } from 'preact/hooks';
import { localTime } from '../../../../functions/domain/rules/local-time.ts';
import type { Report } from '../../../../functions/domain/statistics/report.ts';
import { reportCharts } from '../../../charts/report-charts.ts';
import { invoke } from '../live/api.ts';
import { useAsked } from '../live/asked.ts';
import { language, t } from '../live/language.ts';
import { attempt } from '../live/notice.ts';
import { clockTime, now } from '../live/now.ts';
import type { Tab } from '../live/tab.ts';
import { account } from '../live/world.ts';
import { Drawing, useWidth } from '../parts/drawing.tsx';
import { Figures, Periods } from '../parts/figures.tsx';
import { saveCsv } from '../parts/save-file.ts';

/** How the day went: as `kefu stats` tells it. */
export const tab: Tab = { id: 'statistics', order: 36, title: () => t('统计', 'Statistics'), View: Statistics };

const ADMIN = 'kefu-admin-statistics';
const TABLE = 'kefu-statistics';
const TIME_ZONE = 'Asia/Shanghai';
const DAY_SECONDS = 86_400;
const MOST_QUESTIONS = 30;

/** Whole days, the last being today. */
function stretch(days: number): { from: string; to: string; timeZone: string } {
  const day = (at: number) => localTime(at, TIME_ZONE).date;
  return { from: day(now.value - (days - 1) * DAY_SECONDS), to: day(now.value), timeZone: TIME_ZONE };
}

function Statistics() {
  const [days, setDays] = useState(1);
  const { place, width } = useWidth();
  const question = { account: account.value, ...stretch(days) };
  const { answer: report, problem } = useAsked<Report>(ADMIN, { action: 'report', ...question, unit: 'hour' }, [
    TABLE,
    'kefu-rules',
  ]);
  return (
    <div ref={place}>
      <div class="bar">
        <Stretches days={days} choose={setDays} />
        <button type="button" class="link-button" onClick={() => attempt(() => exportCsv(question))}>
          {t('导出 CSV', 'Export as CSV')}
        </button>
        <span class="hint">{ADMIN} · Asia/Shanghai</span>
      </div>
      {problem !== undefined && (
        <p class="error" role="alert">
          {problem}
        </p>
      )}
      {report && (
        <>
          <Figures totals={report.totals} />
          {report.totals.messages === 0 && (
            <p class="empty">{t('这段时间还没有消息', 'No message in this time yet')}</p>
          )}
          {reportCharts(report, { language: language.value, width }).map((chart) => (
            <Drawing key={chart.id} chart={chart} />
          ))}
          {report.periods.length > 0 && <Periods periods={report.periods} />}
          <NeverHit ids={report.neverHit} />
        </>
      )}
      <Unanswered question={question} />
    </div>
  );
}

function Stretches({ days, choose }: { days: number; choose: (days: number) => void }) {
  const stretches: [number, string][] = [
    [1, t('今天', 'Today')],
    [7, t('7 天', '7 days')],
  ];
  return (
    <fieldset class="segments">
      <legend class="unseen">{t('哪段时间', 'Which time')}</legend>
      {stretches.map(([count, title]) => (
        <label key={count} class={days === count ? 'segment chosen' : 'segment'}>
          <input type="radio" name="stretch" checked={days === count} onChange={() => choose(count)} />
          {title}
        </label>
      ))}
    </fieldset>
  );
}

function NeverHit({ ids }: { ids: string[] }) {
  if (ids.length === 0) return null;
  return (
    <details>
      <summary>{t(`没有回答过的规则 ${ids.length} 条`, `${ids.length} rules answered nobody`)}</summary>
      <p class="said">{ids.join(', ')}</p>
    </details>
  );
}

/** Questions nobody answered: what is worth a rule. */
function Unanswered({ question }: { question: object }) {
  const asked = { action: 'unanswered', ...question, limit: MOST_QUESTIONS };
  const { answer } = useAsked<{ questions: { text: string; at: number }[] }>(ADMIN, asked, [TABLE]);
  if (!answer) return null;
  return (
    <>
      <h3>{t('没有规则回答的问题', 'Questions no rule answered')}</h3>
      {answer.questions.length === 0 && <p class="hint">{t('没有', 'None')}</p>}
      <ul class="plain-list">
        {answer.questions.map(({ text, at }) => (
          <li key={`${at} ${text}`}>
            <span class="said">{text}</span> <small>{clockTime(at, true)}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

async function exportCsv(question: { account: string; from: string; to: string }): Promise<void> {
  const asked = { action: 'report', ...question, unit: 'hour', format: 'csv' };
  const { csv } = (await invoke(ADMIN, asked)) as { csv: string };
  saveCsv(`statistics-${question.account}-${question.from}-${question.to}.csv`, csv);
}
