import { type Check, note } from '../check.ts';

/** Whether WeChat ever pushed. */
export const pushes: Check = {
  name: 'pushes',
  about: { zh: '收到过微信的消息', en: 'WeChat has pushed messages' },
  run: async ({ items }) => {
    const users = (await items('conversations')).filter(({ openId }) => openId?.S !== 'oKefuDoctor');
    if (users.length > 0) return [];
    return [
      note(
        'pushes.none',
        ['还没有收到过任何消息', 'no message has arrived yet'],
        [
          '给账号发一条消息；仍收不到：服务器地址是否已启用、小程序消息推送是否选了云函数、消息权限是否授权给了第三方平台',
          'write to the account; if nothing comes see whether the server address is enabled, whether the mini program pushes to cloud functions, and whether a third-party platform has the right to messages',
        ],
      ),
    ];
  },
};
