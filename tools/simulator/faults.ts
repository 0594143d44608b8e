/** Things that go wrong on demand. */
import type { Fault, FaultKind } from './types.ts';
import { emit, type World } from './world.ts';

/** The fault that strikes now, counted; the oldest first. */
export function takeFault(world: World, target: string, account: string | undefined, kinds: FaultKind[]) {
  const found = world.state.faults.find((fault) => strikes(fault, target, account) && kinds.includes(fault.kind));
  if (!found) return undefined;
  if (found.times !== undefined && --found.times <= 0)
    world.state.faults = world.state.faults.filter((fault) => fault !== found);
  emit(world, { type: 'faults.changed', faults: world.state.faults });
  return found;
}

const strikes = (fault: Fault, target: string, account: string | undefined): boolean =>
  (fault.target === target || (fault.target === '*' && target !== 'callback')) &&
  (fault.account === undefined || fault.account === account);
