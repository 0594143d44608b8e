import { useState } from 'preact/hooks';
import { t } from '../live/language.ts';
import { clockTime, now, span } from '../live/now.ts';
import type { Tab } from '../live/tab.ts';
import { state } from '../live/world.ts';
import { advance, ClockButtons } from '../parts/clock-buttons.tsx';

/** The clock of the simulated WeChat, in which the whole service lives. */
export const tab: Tab = { id: 'clock', order: 90, title: () => t('时钟', 'Clock'), ofSimulator: true, View: Clock };

const UNITS = { minute: 60, hour: 3600, day: 86_400 } as const;
type Unit = keyof typeof UNITS;
const DAY = 86_400;

function Clock() {
  const ahead = state.value?.clockOffsetSeconds ?? 0;
  return (
    <article class="box">
      <h3 class="big-time">{clockTime(now.value, true)}</h3>
      <p class="hint">
        {ahead > 0
          ? t(`比真实时间快 ${far(ahead)}`, `${far(ahead)} ahead of real time`)
          : t('与真实时间相同', 'The same as real time')}
      </p>
      <p>
        {t(
          '整个服务都按模拟微信的时钟运行：窗口、配额、令牌、定时任务都会跟着走。时间只能向前。',
          'The whole service lives by this clock: windows, quotas, tokens and schedules follow it. It only goes forward.',
        )}
      </p>
      <ClockButtons />
      <OwnStep />
    </article>
  );
}

const far = (seconds: number): string =>
  seconds >= DAY ? t(`${Math.floor(seconds / DAY)} 天`, `${Math.floor(seconds / DAY)} days`) : span(seconds);

function OwnStep() {
  const [count, setCount] = useState('2');
  const [unit, setUnit] = useState<Unit>('hour');
  const names = { minute: t('分钟', 'minutes'), hour: t('小时', 'hours'), day: t('天', 'days') };
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        void advance(Number(count) * UNITS[unit], `${count} ${names[unit]}`);
      }}
    >
      <input
        class="field"
        type="number"
        min="1"
        max="400"
        required
        aria-label={t('快进多少', 'How far')}
        value={count}
        onInput={({ currentTarget }) => setCount(currentTarget.value)}
      />
      <select
        class="field"
        aria-label={t('单位', 'Unit')}
        value={unit}
        onChange={({ currentTarget }) => setUnit(currentTarget.value as Unit)}
      >
        {Object.entries(names).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" class="main-button">
        {t('快进', 'Advance')}
      </button>
    </form>
  );
}
