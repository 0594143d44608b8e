/**
 * Actions of the admin functions that change nothing, neither here nor at WeChat. Whatever is not named here changes
 * something, as far as the page is concerned.
 */
export const READING_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'admin-account': ['list', 'token'],
  'admin-contacts': ['list', 'get', 'export', 'export-person'],
  'admin-kf': ['list', 'online', 'waiting', 'session', 'sessions', 'records', 'plan'],
  'admin-menu': ['get'],
  'admin-messages': ['window', 'media', 'outbox', 'expiring'],
  'admin-rules': ['list', 'check', 'explain', 'export', 'versions'],
  'admin-statistics': ['report', 'unanswered', 'suggest'],
  'admin-tickets': ['list', 'get', 'export'],
};
