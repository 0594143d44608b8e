import { Failure } from '../shared/failure.ts';

/** What a group send says: a text, or a message by kind as JSON. @throws Failure when the JSON is broken */
export function messageFrom(text: string): unknown {
  if (!text.startsWith('{')) return { kind: 'text', content: text };
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new Failure('usage', { zh: `消息不是 JSON：${why}`, en: `The message is no JSON: ${why}` }, { cause });
  }
}

const LOCAL = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/;

/** Epoch seconds of `2026-12-01 09:00`, which is China time, or of a time with its zone. @throws Failure */
export function timeFrom(text: string): number {
  const [, day, time] = LOCAL.exec(text) ?? [];
  const at = Date.parse(day === undefined ? text : `${day}T${time}:00+08:00`);
  if (!Number.isNaN(at)) return Math.floor(at / 1000);
  const words = { zh: '不是时间，例如 2026-12-01 09:00', en: 'is no time; an example: 2026-12-01 09:00' };
  throw new Failure('usage', { zh: `--at：${text} ${words.zh}`, en: `--at: ${text} ${words.en}` });
}
