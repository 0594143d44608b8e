import { describe, expect, it } from 'vitest';
import type { AccountKind } from '../../../functions/domain/account.ts';
import {
  type Allowance,
  allow,
  giveBack,
  openWindows,
  sendsLeft,
  type Trigger,
  type TriggerWindow,
  type Wish,
} from '../../../functions/domain/window.ts';

const T = 1_800_000_000;
const wish = (changes: Partial<Wish> = {}): Wish => ({
  accountKind: 'service',
  quotas: {},
  now: T + 10,
  count: 1,
  keepReserve: true,
  ...changes,
});
const window = (trigger: Trigger, sent = 0, openedAt = T): TriggerWindow => ({ trigger, openedAt, sent });

describe('allow', () => {
  it.each([
    ['no window at all', [], wish(), 'closed'],
    ['the last second', [window('message')], wish({ now: T + 48 * 3600 - 1 }), true],
    ['the second after it', [window('message')], wish({ now: T + 48 * 3600 }), 'closed'],
    ['the last second of a minute', [window('follow')], wish({ now: T + 59 }), true],
    ['the second after a minute', [window('follow')], wish({ now: T + 60 }), 'closed'],
    ['the fourth of five', [window('message', 3)], wish(), true],
    ['the fifth, kept for a human', [window('message', 4)], wish(), 'reserved'],
    ['the fifth by a human', [window('message', 4)], wish({ keepReserve: false }), true],
    ['a sixth', [window('message', 5)], wish({ keepReserve: false }), 'spent'],
    ['the last of a minute: nothing is kept of those', [window('scan', 2)], wish(), true],
    ['a click beside the reserve', [window('message', 4), window('menu-click', 2)], wish(), true],
    ['more parts than are left', [window('message', 2)], wish({ count: 4, keepReserve: false }), 'spent'],
    ['parts that would eat the reserve', [window('message', 2)], wish({ count: 3 }), 'reserved'],
    [
      "an account's own figures",
      [window('pay' as Trigger), window('message', 19)].slice(1),
      wish({ quotas: { message: { sends: 21, seconds: 60 } } }),
      true,
    ],
  ])('decides on %s', (_name, windows, asked, expected) => {
    const allowance = allow(windows, asked);
    expect(allowance.ok ? true : allowance.reason).toBe(expected);
  });

  it('takes from the window that closes first, then from the next', () => {
    const allowance = allow([window('message'), window('menu-click', 2)], wish({ count: 3 }));
    expect(sent(allowance)).toEqual({ message: 2, 'menu-click': 3 });
  });

  it('takes from every window of a mini program, whose figures do not add up', () => {
    const windows = [window('message', 1), window('enter-mini-program')];
    const allowance = allow(windows, wish({ accountKind: 'mini-program' }));
    expect(sent(allowance)).toEqual({ message: 2, 'enter-mini-program': 1 });
    expect(sendsLeft(openWindows(windows, {}, T), 'mini-program')).toBe(4);
  });

  it('gives back what was not sent, but not into a window opened anew', () => {
    const before = [window('message'), window('follow', 2)];
    const taken = allow(before, wish({ count: 3 }));
    const used = allow(before, wish({ count: 1 }));
    const windows = taken.ok && used.ok ? giveBack(taken.windows, taken.windows, used.windows) : [];
    expect(windows).toEqual([window('message', 0), window('follow', 3)]);
    const anew = [window('message', 1, T + 5), window('follow', 3)];
    expect(taken.ok && used.ok && giveBack(anew, taken.windows, used.windows)).toEqual(anew);
  });
});

const sent = (allowance: Allowance) =>
  allowance.ok && Object.fromEntries(allowance.windows.map((one) => [one.trigger, one.sent]));

/** WeChat's side, written from its documentation alone: an independent account of what a user's acts allow. */
class WeChatSide {
  #counts: { act: string; ends: number; remaining: number }[] = [];
  readonly #mini: boolean;
  constructor(mini: boolean) {
    this.#mini = mini;
  }

  act(act: Trigger, at: number): void {
    const [remaining, lasts] = { message: [5, 172_800], 'enter-mini-program': [2, 60] }[act as string] ?? [3, 60];
    this.#counts = [
      ...this.#counts.filter((one) => one.act !== act),
      { act, ends: at + (lasts ?? 0), remaining: remaining ?? 0 },
    ];
  }

  /** True when WeChat takes a message. */
  takes(at: number): boolean {
    const usable = this.#counts.filter(({ ends, remaining }) => at < ends && remaining > 0);
    if (usable.length === 0) return false;
    usable.sort((a, b) => a.ends - b.ends);
    for (const one of this.#mini ? usable : usable.slice(0, 1)) one.remaining--;
    return true;
  }

  would(at: number): boolean {
    return this.#counts.some(({ ends, remaining }) => at < ends && remaining > 0);
  }
}

const TRIGGERS: Record<'service' | 'mini-program', Trigger[]> = {
  service: ['message', 'menu-click', 'follow', 'scan'],
  'mini-program': ['message', 'enter-mini-program'],
};

describe('the ledger over 100,000 random histories', () => {
  it.each(['service', 'mini-program'] as const)(
    'of a %s allows nothing that WeChat refuses, and withholds at most one in a hundred',
    (kind) => {
      const next = random(7);
      let [refused, withheld, wanted] = [0, 0, 0];
      for (let history = 0; history < 50_000; history++) {
        const result = play(kind, next);
        refused += result.refused;
        withheld += result.withheld;
        wanted += result.wanted;
      }
      expect(refused).toBe(0);
      expect(withheld / wanted).toBeLessThanOrEqual(0.01);
      expect(wanted).toBeGreaterThan(100_000);
    },
  );
});

function play(accountKind: AccountKind & keyof typeof TRIGGERS, next: (below: number) => number) {
  const wechat = new WeChatSide(accountKind === 'mini-program');
  let windows: TriggerWindow[] = [];
  let [now, refused, withheld, wanted] = [T, 0, 0, 0];
  for (let step = 0; step < 14; step++) {
    now += [0, 1, 20, 59, 60, 3_600, 172_799][next(7)] ?? 0;
    if (next(3) === 0) {
      const trigger = TRIGGERS[accountKind][next(TRIGGERS[accountKind].length)] ?? 'message';
      wechat.act(trigger, now);
      windows = [...windows.filter((one) => one.trigger !== trigger), { trigger, openedAt: now, sent: 0 }];
      continue;
    }
    const keepReserve = next(2) === 0;
    const allowance = allow(windows, wish({ accountKind, now, keepReserve }));
    if (wechat.would(now)) wanted++;
    if (!allowance.ok) {
      if (allowance.reason !== 'reserved' && wechat.would(now)) withheld++;
      continue;
    }
    windows = allowance.windows;
    if (!wechat.takes(now)) refused++;
  }
  return { refused, withheld, wanted };
}

/** Whole numbers below a bound, the same in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
