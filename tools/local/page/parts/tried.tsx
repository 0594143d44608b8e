import type { TrailDetail, TriedRule } from '../../console/trail-line.ts';
import { editing } from '../live/editing.ts';
import { t } from '../live/language.ts';
import { showTab } from '../live/tab-open.ts';
import { Icon } from './icon.tsx';
import { inMode, verdict } from './terms.ts';

const MISFITS = ['does-not-fit', 'other-kind'];

/** Every rule in the order it was tried, and what became of it. */
export function Tried({ detail }: { detail: TrailDetail }) {
  const { tried, omitted, ruleSet } = detail;
  const fitting = tried.filter((rule) => !MISFITS.includes(rule.verdict));
  const rest = tried.filter((rule) => MISFITS.includes(rule.verdict));
  return (
    <>
      <p>{because(detail, fitting)}</p>
      {fitting.length > 0 && <Rules rules={fitting} />}
      {rest.length > 0 && (
        <details>
          <summary>
            {t(`不匹配的规则 ${rest.length + omitted} 条`, `${rest.length + omitted} rules do not fit`)}
          </summary>
          <Rules rules={rest} />
        </details>
      )}
      <p class="hint">{t(`规则集 #${ruleSet}`, `Rule set #${ruleSet}`)}</p>
    </>
  );
}

/** Why the winner won, in a sentence. */
function because({ mode, rule, what }: TrailDetail, fitting: TriedRule[]): string {
  const winner = fitting.find(({ verdict: one }) => one === 'answers');
  if (winner && rule !== undefined) return winnersWords(winner, fitting.length);
  if (mode && mode.before !== 'bot')
    return t(
      `用户状态是“${inMode(mode.before)}”，没有规则用于此状态：消息再次转给人工。`,
      `The user's mode is "${inMode(mode.before)}" and no rule names it: the message goes to the agents again.`,
    );
  return t(`没有规则回答这条消息（${what}）。`, `No rule answers this message (${what}).`);
}

function winnersWords({ id, match, priority }: TriedRule, count: number): string {
  const only = t(`只有规则“${id}”匹配（${match}）。`, `Only the rule "${id}" fits (${match}).`);
  const best = t(
    `${count} 条规则匹配，“${id}”最优先：优先级 ${priority}，${match}。`,
    `${count} rules fit; "${id}" comes first: priority ${priority}, ${match}.`,
  );
  return count === 1 ? only : best;
}

function edit(id: string): void {
  editing.value = id;
  showTab('rules');
}

function Rules({ rules }: { rules: TriedRule[] }) {
  return (
    <div class="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('规则', 'Rule')}</th>
            <th scope="col">{t('匹配', 'Match')}</th>
            <th scope="col">{t('结果', 'Outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ id, match, keywords, priority, verdict: one }) => (
            <tr key={id} class={one === 'answers' ? 'winner' : ''}>
              <td>
                {one === 'answers' && <Icon name="winner" size={15} />}
                {id}{' '}
                {one === 'answers' && (
                  <button type="button" class="link-button" onClick={() => edit(id)}>
                    {t('编辑', 'Edit')}
                  </button>
                )}
              </td>
              <td>
                {match} {keywords.slice(0, 4).join(' · ')} {priority !== 0 && <small>({priority})</small>}
              </td>
              <td>{verdict(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
