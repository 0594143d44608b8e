import type { Message } from '../wechat/messages/index.ts';

/** The acts of a user that open a window for custom sends. */
export type Trigger = 'message' | 'menu-click' | 'follow' | 'scan' | 'enter-mini-program';

/** Quota and time that one act opened. Stored whole under the trigger's name, so the newest act replaces the last. */
export interface TriggerWindow {
  trigger: Trigger;
  /** CreateTime of the act, epoch seconds. */
  openedAt: number;
  /** Custom sends spent in it. */
  sent: number;
}

/** The window a message opens; undefined when it grants nothing. A tap in a menu message counts as a menu click. */
export function triggerOf(message: Message): Trigger | undefined {
  switch (message.kind) {
    case 'text':
      return message.menuItemId === undefined ? 'message' : 'menu-click';
    case 'image':
    case 'voice':
    case 'video':
    case 'short-video':
    case 'location':
    case 'link':
    case 'file':
    case 'mini-program-page':
    case 'sticker':
      return 'message';
    case 'click':
    case 'scan-code-push':
    case 'scan-code-wait':
      return 'menu-click';
    case 'subscribe':
      return 'follow';
    case 'scan':
      return 'scan';
    case 'enter-mini-program':
      return 'enter-mini-program';
    case 'unsubscribe':
    case 'report-location':
    case 'view':
    case 'view-mini-program':
    case 'pictures-sent':
    case 'location-selected':
    case 'template-job-finished':
    case 'mass-job-finished':
    case 'publish-job-finished':
    case 'subscribe-message-popup':
    case 'subscribe-message-change':
    case 'subscribe-message-sent':
    case 'kf-create-session':
    case 'kf-close-session':
    case 'kf-switch-session':
    case 'user-info-modified':
    case 'user-authorization-revoked':
    case 'user-authorization-cancelled':
    case 'account-notice':
    case 'unknown':
      return undefined;
  }
}
