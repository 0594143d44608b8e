/** What an operator set up in WeChat's console or by API: menus and automatic replies, as WeChat answers them. */
export interface ConsoleApi {
  /** 自动回复规则 of the console. @see 获取公众号的自动回复规则 */
  autoReplies(account: string): Promise<Record<string, unknown>>;
  /** The menu users see, made in the console or by API. */
  currentMenu(account: string): Promise<Record<string, unknown>>;
  /** The menu made by API; undefined when there is none. */
  menu(account: string): Promise<Record<string, unknown> | undefined>;
  createMenu(account: string, menu: Record<string, unknown>): Promise<void>;
  deleteMenu(account: string): Promise<void>;
}
