import { invoke } from '../../shared/invoke.ts';
import { type Check, warning } from '../check.ts';

/** Rules that are never reached, or keep others from it. */
export const lint: Check = {
  name: 'lint',
  about: { zh: '规则互不遮挡', en: 'no rule stands in the way of another' },
  run: async ({ target, account }) => {
    const { warnings } = await invoke<{ warnings: { id: string; message: string }[] }>(target, 'admin-rules', 'check', {
      account,
    });
    return warnings.map(({ id, message }) =>
      warning(
        'rules.lint',
        [`${id}：${message}`, `${id}: ${message}`],
        [
          '调整优先级或关键词；kefu rules explain 看效果',
          'change priority or keywords; see the effect by kefu rules explain',
        ],
      ),
    );
  },
};
