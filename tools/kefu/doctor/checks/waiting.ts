import { type Check, warning } from '../check.ts';

const LONG_SECONDS = 1800;

/** Users in the queue for too long. */
export const waiting: Check = {
  name: 'waiting',
  about: { zh: '没有人等太久', en: 'nobody waits for too long' },
  run: async ({ items, now }) => {
    const at = await now();
    const waits = (await items('conversations', 'waiting')).map(({ waitingAt }) => at - Number(waitingAt?.N ?? at));
    const long = waits.filter((seconds) => seconds > LONG_SECONDS);
    if (long.length === 0) return [];
    const minutes = Math.floor(Math.max(...long) / 60);
    return [
      warning(
        'waiting.long',
        [
          `${long.length} 位用户等人工超过 30 分钟，最久 ${minutes} 分钟`,
          `${long.length} users wait for a human for over 30 minutes, the longest ${minutes}`,
        ],
        [
          '让客服上线；kefu kf waiting 查看；看 kefu-refresh-agents 是否每分钟运行',
          'bring agents online; see kefu kf waiting, and whether kefu-refresh-agents runs every minute',
        ],
      ),
    ];
  },
};
