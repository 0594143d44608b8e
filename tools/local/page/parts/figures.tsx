import type { Totals } from '../../../../functions/domain/statistics/report.ts';
import { percent } from '../../../charts/words.ts';
import { t } from '../live/language.ts';

/** What a manager looks at first. */
export function Figures({ totals }: { totals: Totals }) {
  const { messages, solved, solvedShare, handOffs, sessions, missed, unanswered } = totals;
  const figures: [string, string | number, (string | undefined)?][] = [
    [t('消息', 'Messages'), messages],
    [t('由规则回答', 'Answered by rules'), solved, solvedShare === undefined ? undefined : percent(solvedShare)],
    [t('没有规则回答', 'No rule answered'), unanswered],
    [t('转人工', 'Hand-offs'), handOffs],
    [t('会话', 'Sessions'), sessions],
    [t('等待未接', 'Waited in vain'), missed],
  ];
  return (
    <dl class="figures">
      {figures.map(([name, value, more]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value} {more !== undefined && <small>{more}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The same as the charts over time, for whoever reads numbers. */
export function Periods({ periods }: { periods: ({ period: string } & Totals)[] }) {
  return (
    <details>
      <summary>{t('数字表', 'As a table')}</summary>
      <div class="scroll-x">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('时段', 'Period')}</th>
              <th scope="col">{t('消息', 'Messages')}</th>
              <th scope="col">{t('由规则回答', 'Answered')}</th>
              <th scope="col">{t('没有规则回答', 'Unanswered')}</th>
              <th scope="col">{t('转人工', 'Hand-offs')}</th>
              <th scope="col">{t('会话', 'Sessions')}</th>
            </tr>
          </thead>
          <tbody>
            {periods.map(({ period, messages, solved, unanswered, handOffs, sessions }) => (
              <tr key={period}>
                <td>{period}</td>
                <td>{messages}</td>
                <td>{solved}</td>
                <td>{unanswered}</td>
                <td>{handOffs}</td>
                <td>{sessions}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
