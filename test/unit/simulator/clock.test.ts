import { describe, expect, it, vi } from 'vitest';
import { createClock } from '../../../tools/simulator/clock.ts';

const frozen = () => createClock({ startAt: 1000, frozen: true });

describe('the virtual clock', () => {
  it('does what falls due in order of time, each at its own time', async () => {
    const clock = frozen();
    const done: [string, number][] = [];
    clock.schedule(1020, () => void done.push(['b', clock.now()]));
    clock.schedule(1010, () => void done.push(['a', clock.now()]));
    clock.schedule(1031, () => void done.push(['late', clock.now()]));
    await clock.advance(30);
    expect(done).toEqual([
      ['a', 1010],
      ['b', 1020],
    ]);
    expect(clock.now()).toBe(1030);
  });

  it('does on the way what was scheduled on the way', async () => {
    const clock = frozen();
    const done: number[] = [];
    clock.schedule(1010, () => void clock.schedule(1015, () => void done.push(clock.now())));
    await clock.advance(20);
    expect(done).toEqual([1015]);
  });

  it('waits for each due thing and for what follows from it', async () => {
    const clock = frozen();
    const done: string[] = [];
    clock.onStep(async () => void done.push('settled'));
    clock.schedule(1001, async () => {
      await Promise.resolve();
      done.push('task');
    });
    await clock.advance(1);
    expect(done).toEqual(['settled', 'task', 'settled']);
  });

  it('repeats until ended', async () => {
    const clock = frozen();
    const done: number[] = [];
    const end = clock.every(60, () => void done.push(clock.now()));
    await clock.advance(150);
    end();
    await clock.advance(600);
    expect(done).toEqual([1060, 1120]);
  });

  it('forgets what was cancelled', async () => {
    const clock = frozen();
    const task = vi.fn();
    clock.schedule(1001, task)();
    await clock.advance(10);
    expect(task).not.toHaveBeenCalled();
  });

  it('runs advances one after the other', async () => {
    const clock = frozen();
    await Promise.all([clock.advance(10), clock.advance(10)]);
    expect(clock.now()).toBe(1020);
  });

  it('tells a failure of a due thing to who advances, and goes on afterwards', async () => {
    const clock = frozen();
    clock.schedule(1001, () => {
      throw new Error('broken');
    });
    await expect(clock.advance(5)).rejects.toThrow('broken');
    await clock.advance(5);
    expect(clock.now()).toBeGreaterThanOrEqual(1006);
  });

  it('runs with real time plus an offset unless frozen', async () => {
    const clock = createClock();
    const before = Math.floor(Date.now() / 1000);
    await clock.advance(3600);
    expect(clock.now() - before).toBeGreaterThanOrEqual(3600);
    expect(clock.offsetSeconds()).toBe(3600);
    clock.stop();
  });
});
