/** The same words in both languages. */
export type Language = 'zh' | 'en';

const MINUTE = 60;
const HOUR = 3600;
/** Widths of characters in ems, as fonts have them on average. */
const WIDE = 1;
const NARROW = 0.56;
const IS_WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** The beginning of a text that fits into so many pixels. */
export function fitting(text: string, pixels: number, fontSize = 12): string {
  const room = pixels / fontSize;
  let used = 0;
  const kept: string[] = [];
  const characters = [...text.replace(/\s+/g, ' ')];
  for (const character of characters) {
    used += IS_WIDE.test(character) ? WIDE : NARROW;
    if (used > room) return `${kept.slice(0, -1).join('')}…`;
    kept.push(character);
  }
  return kept.join('');
}

/** A duration for a person: `45 s`, `12 min`, `1.5 h`. */
export function duration(seconds: number, language: Language): string {
  const [second, minute, hour] = language === 'zh' ? ['秒', '分钟', '小时'] : ['s', 'min', 'h'];
  if (seconds < 2 * MINUTE) return `${Math.round(seconds)} ${second}`;
  if (seconds < 2 * HOUR) return `${Math.round(seconds / MINUTE)} ${minute}`;
  return `${(seconds / HOUR).toFixed(1)} ${hour}`;
}

/** A share for a person: `83 %`. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;
