import { effect, signal } from '@preact/signals';

export type Language = 'zh' | 'en';
const KEY = 'kefu.language';

/** The chosen language; at first the browser's. */
export const language = signal<Language>(remembered() ?? (navigator.language.startsWith('zh') ? 'zh' : 'en'));

/** One of two texts, by the language; whoever draws with it is drawn again when that changes. */
export const t = (zh: string, en: string): string => (language.value === 'zh' ? zh : en);

effect(() => {
  localStorage.setItem(KEY, language.value);
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
  document.title = t('WeChat Kefu 控制台', 'WeChat Kefu console');
});

function remembered(): Language | undefined {
  const kept = localStorage.getItem(KEY);
  return kept === 'zh' || kept === 'en' ? kept : undefined;
}
