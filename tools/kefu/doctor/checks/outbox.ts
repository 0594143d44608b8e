import { type Check, fault } from '../check.ts';

const STUCK_SECONDS = 300;

/** Sends that should be gone. */
export const outbox: Check = {
  name: 'outbox',
  about: { zh: '发件箱没有积压', en: 'nothing is stuck in the outbox' },
  run: async ({ items, now }) => {
    const at = await now();
    const due = (await items('conversations', 'outbox-due')).map(({ outboxDueAt }) => Number(outboxDueAt?.N ?? at));
    const stuck = due.filter((time) => at - time > STUCK_SECONDS);
    if (stuck.length === 0) return [];
    return [
      fault(
        'outbox.stuck',
        [
          `${stuck.length} 个会话有超过 5 分钟没有发出的消息`,
          `${stuck.length} conversations have sends overdue by more than 5 minutes`,
        ],
        [
          '看 kefu-deliver 是否每分钟运行、日志有没有错；kefu outbox 查看',
          'see whether kefu-deliver runs every minute and what its log says; kefu outbox lists them',
        ],
      ),
    ];
  },
};
