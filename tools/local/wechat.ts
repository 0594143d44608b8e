import { type LocalClock, realClock } from './clock.ts';
import type { LocalOptions } from './options.ts';
import type { Places } from './start.ts';

/** The WeChat that the local service talks to, and the time it lives in. */
export interface WeChat {
  url: string;
  clock: LocalClock;
  /** What turning the clock waits for after each thing that fell due. */
  onStep(wait: () => Promise<void>): void;
  /** Tell it where the callback answers. */
  connect(places: Places): Promise<void>;
  close(): Promise<void>;
}

/** The one that WECHAT_API names, in real time. */
export async function startWeChat(options: LocalOptions): Promise<WeChat> {
  return {
    url: options.wechatApi ?? `http://127.0.0.1:${options.ports.wechat}`,
    clock: realClock(),
    onStep: () => {},
    connect: async () => {},
    close: async () => {},
  };
}
