import { invoke } from '../../shared/invoke.ts';
import { type Check, fault, warning } from '../check.ts';

interface Versions {
  versions: { version: number; faults: number; live: boolean }[];
  rolledBack: boolean;
}

/** What is in force of the rules. */
export const versions: Check = {
  name: 'versions',
  about: { zh: '生效的是最新版本', en: 'the newest version is in force' },
  run: async ({ target, account }) => {
    const { versions: all, rolledBack } = await invoke<Versions>(target, 'admin-rules', 'versions', { account });
    const live = all.find((one) => one.live);
    if (all.length === 0)
      return [
        fault(
          'versions.none',
          ['规则从未发布', 'no rules were ever published'],
          [
            '改动任意一条规则；仍没有就查 kefu-publish-rules 的日志',
            'edit any rule; if nothing happens see the log of kefu-publish-rules',
          ],
        ),
      ];
    if (!rolledBack) return [];
    return [
      warning(
        'versions.rolled-back',
        [`生效的是回退后的版本 ${live?.version}`, `version ${live?.version} is in force by a rollback`],
        ['下一次修改规则时自动恢复', 'the next edit of a rule ends it'],
      ),
    ];
  },
};
