import { signal } from '@preact/signals';
import { t } from './language.ts';

/** Epoch seconds on the clock of the simulated WeChat. */
export const now = signal(Math.floor(Date.now() / 1000));

let offset = 0;

/** Set the page's clock to the simulator's. */
export function setNow(seconds: number): void {
  offset = seconds - Date.now() / 1000;
  tick();
}

function tick(): void {
  now.value = Math.floor(Date.now() / 1000 + offset);
}
setInterval(tick, 1000);

/** `3 h 12 min`, from seconds. */
export function span(seconds: number): string {
  if (seconds < 60) return t(`${Math.max(0, seconds)} 秒`, `${Math.max(0, seconds)} s`);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t(`${minutes} 分 ${seconds % 60} 秒`, `${minutes} min ${seconds % 60} s`);
  const hours = Math.floor(minutes / 60);
  return t(`${hours} 小时 ${minutes % 60} 分`, `${hours} h ${minutes % 60} min`);
}

const pad = (number: number) => String(number).padStart(2, '0');

/** `14:05:09`, or with the day when it is another. */
export function clockTime(at: number, withDay = false): string {
  const date = new Date(at * 1000);
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  return withDay ? `${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${time}` : time;
}
