import { useState } from 'preact/hooks';
import { control } from '../live/api.ts';
import { t } from '../live/language.ts';
import { attempt, tell, tellOn } from '../live/notice.ts';

const MINUTE = 60;
const HOUR = 3600;

/** Turn the clock of the simulated WeChat: windows close, tokens expire, agents lose their users. */
export function ClockButtons() {
  const [turning, setTurning] = useState(false);
  const steps = [
    { seconds: MINUTE, title: t('+1 分', '+1 min') },
    { seconds: 30 * MINUTE, title: t('+30 分', '+30 min') },
    { seconds: 48 * HOUR, title: t('+48 小时', '+48 h') },
  ];
  return (
    <div class="buttons">
      {steps.map(({ seconds, title }) => (
        <button
          key={seconds}
          type="button"
          class="plain-button"
          disabled={turning}
          aria-label={t(`时间快进 ${title}`, `Advance the clock ${title}`)}
          onClick={async () => {
            setTurning(true);
            await advance(seconds, title);
            setTurning(false);
          }}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

/** Turn it forward, and say so. */
export async function advance(seconds: number, title: string): Promise<void> {
  tellOn(t(`时间正在快进 ${title}……`, `The clock goes ${title}…`));
  const done = await attempt(() => control('clock/advance', { seconds }));
  if (done) tell(t(`时间已快进 ${title}`, `The clock went ${title}`));
}
