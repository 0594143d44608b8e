import type { FunctionComponent } from 'preact';

/**
 * A tab of the right-hand side.
 *
 * To add one, write one file `tabs/<name>.tsx` that exports `tab` of this type; the bundle takes every file of that folder,
 * so nothing else has to be touched. A tab gets its data by `query`, `invoke` and the like of `live/api.ts`, reads anew
 * with `useTable` when its table was written to, finds the chosen account and user in `live/world.ts`, and says everything
 * in both languages by `t('中文', 'English')`. It offers no change while `readOnly` of `live/world.ts` holds.
 */
export interface Tab {
  /** Part of the page's address: `#rules`. */
  id: string;
  /** Where it stands among the tabs, left to right: the trail is 10, the clock 90. */
  order: number;
  /** Called while the page is drawn, so that it follows the language. */
  title: () => string;
  /** Whether it has something to show only beside the simulated WeChat. */
  ofSimulator?: boolean;
  /** A small number beside the title; nothing for 0. */
  count?: () => number;
  View: FunctionComponent;
}
