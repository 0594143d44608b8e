import { type Check, fault } from '../check.ts';

/** Signatures are taken for five minutes. */
const MOST_SECONDS = 60;

/** This machine's clock against the server's, which tells its time with every answer (`Date`). Requests to AWS are signed by it. */
export const clock: Check = {
  name: 'clock',
  about: { zh: '时钟准确', en: 'clocks agree' },
  run: async ({ now, callback, push, account }) => {
    if ((await callback()) === undefined) return [];
    const request = { account, method: 'GET' as const, query: {}, headers: {}, body: '' };
    const { serverTime } = await push(request).catch(() => ({ serverTime: undefined }));
    const apart = serverTime === undefined ? 0 : Math.abs(serverTime - (await now()));
    if (apart <= MOST_SECONDS) return [];
    return [
      fault(
        'clock.wrong',
        [`这台机器的时钟与服务器相差 ${apart} 秒`, `the clock of this machine is ${apart} seconds off`],
        ['打开系统的自动对时', 'let the system set its clock'],
      ),
    ];
  },
};
