import { WeChatApiError } from '../../errors.ts';
import type { ConsoleApi } from '../../ports/console-api.ts';
import type { WeChatClient } from './client.ts';

const NO_MENU = 46003;

/** @see 自定义菜单 and 获取公众号的自动回复规则 in the documentation of official accounts */
export function createConsoleApi(client: WeChatClient): ConsoleApi {
  const call = (account: string, path: string, json?: Record<string, unknown>) =>
    client.call(account, { path: `/cgi-bin/${path}`, ...(json && { json }), repeatable: true });
  return {
    autoReplies: (account) => call(account, 'get_current_autoreply_info'),
    currentMenu: (account) => call(account, 'get_current_selfmenu_info'),
    menu: async (account) => {
      try {
        return await call(account, 'menu/get');
      } catch (error) {
        if (error instanceof WeChatApiError && error.errcode === NO_MENU) return undefined;
        throw error;
      }
    },
    createMenu: async (account, menu) => {
      await call(account, 'menu/create', menu);
    },
    deleteMenu: async (account) => {
      await call(account, 'menu/delete');
    },
  };
}
