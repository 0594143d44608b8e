import { invoke } from '../../shared/invoke.ts';
import { type Check, fault, warning } from '../check.ts';

interface Applied {
  unanswered: { name: string; event: string }[];
}

/** The menu: each tap has a rule. */
export const menu: Check = {
  name: 'menu',
  about: { zh: '菜单的每个点击都有回复', en: 'every tap of the menu is answered' },
  run: async ({ target, account, settings, rights }) => {
    if ((await settings())?.kind === 'mini-program') return [];
    if ((await rights()).findings.some(({ what, ok }) => (what === 'menu' || what === 'token') && !ok)) return [];
    const { menu: made } = await invoke<{ menu: object | null }>(target, 'admin-menu', 'get', { account });
    if (made === null) return [];
    const fields = { account, menu: made, dryRun: true };
    const { unanswered } = await invoke<Applied>(target, 'admin-menu', 'apply', fields).catch(() => ({
      unanswered: [],
    }));
    return unanswered.map(({ name, event }) =>
      (event === 'CLICK:' ? fault : warning)(
        'menu.unanswered',
        [`点菜单“${name}”没有规则回复 ${event}`, `a tap on "${name}" in the menu gets no answer: no rule for ${event}`],
        [
          `加一条 match: event、keywords: ["${event}"] 的规则`,
          `add a rule with match: event and keywords: ["${event}"]`,
        ],
      ),
    );
  },
};
