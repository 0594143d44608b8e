import { useState } from 'preact/hooks';
import { t } from '../live/language.ts';

/** Where one is in a list that is read page by page: the way back is what was passed. */
export interface Pages {
  /** What the page before gave; undefined for the first. */
  cursor: string | undefined;
  number: number;
  back: () => void;
  on: (next: string) => void;
}

/** Begins anew whenever what is listed changes. */
export function usePages(listed: string): Pages {
  const [held, hold] = useState<{ listed: string; passed: string[] }>({ listed, passed: [] });
  const passed = held.listed === listed ? held.passed : [];
  return {
    cursor: passed.at(-1),
    number: passed.length + 1,
    back: () => hold({ listed, passed: passed.slice(0, -1) }),
    on: (next) => hold({ listed, passed: [...passed, next] }),
  };
}

/** Nothing while everything is on one page. */
export function Paging({ pages, next }: { pages: Pages; next: string | undefined }) {
  const { number, back, on } = pages;
  if (number === 1 && next === undefined) return null;
  return (
    <nav class="paging" aria-label={t('翻页', 'Pages')}>
      <button type="button" class="plain-button" disabled={number === 1} onClick={back}>
        {t('上一页', 'Previous')}
      </button>
      <span>{t(`第 ${number} 页`, `Page ${number}`)}</span>
      <button
        type="button"
        class="plain-button"
        disabled={next === undefined}
        onClick={() => next !== undefined && on(next)}
      >
        {t('下一页', 'Next')}
      </button>
    </nav>
  );
}
