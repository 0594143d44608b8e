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
