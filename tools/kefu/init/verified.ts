import { setTimeout as pause } from 'node:timers/promises';
import { createPatient } from '../doctor/patient.ts';
import { working } from '../shared/asking.ts';
import type { Context } from '../shared/context.ts';

const LOOK_AGAIN_MS = 3000;

/** When WeChat last checked the server address and got its echo, epoch seconds; undefined when it never did. */
export async function verifiedAt({ target }: Pick<Context, 'target'>, account: string): Promise<number | undefined> {
  const items = await createPatient(target, account).items('accounts');
  const at = items.find(({ id }) => id?.S === 'server-address')?.verifiedAt?.N;
  return at === undefined ? undefined : Number(at);
}

/** Wait until WeChat has checked the server address; false when the minutes are over. */
export async function untilVerified(context: Context, account: string, minutes: number): Promise<boolean> {
  const words = {
    zh: '等待微信验证服务器地址（可以按 Ctrl-C，之后再次运行 kefu init 会从这里继续）',
    en: 'Waiting until WeChat has checked the server address (Ctrl-C is fine: kefu init goes on from here later)',
  };
  const end = performance.now() + minutes * 60_000;
  return await working(context.output, words, async () => {
    while ((await verifiedAt(context, account)) === undefined) {
      if (performance.now() >= end) return false;
      await pause(LOOK_AGAIN_MS);
    }
    return true;
  });
}
