import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../shared/failure.ts';
import { act } from './act.ts';
import { type Cast, createCast } from './cast.ts';
import { differences, type Standing } from './compare.ts';
import type { Expectation, Scenario, Step } from './scenario.ts';
import type { SimulatedWorld } from './simulated-world.ts';

/** How a scenario went. */
export interface Run {
  name: string;
  ok: boolean;
  /** Steps done, the failing one included. */
  steps: number;
  /** Where it failed, and how what happened differs. */
  failure?: { where: string; step: number; lines: string[] };
}

/** A reply by custom send comes a moment after the push is answered. */
const PATIENCE_MS = 4000;
const POLL_MS = 40;
/** What should not come gets so long to come. */
const QUIET_MS = 400;

/** Play a scenario on a running service; it ends at the first step that is not as expected. */
export async function runScenario(scenario: Scenario, world: SimulatedWorld): Promise<Run> {
  const cast = createCast(world, scenario);
  const { name } = scenario;
  try {
    for (const agent of Object.keys(scenario.agents)) await cast.agent(agent);
    for (const [index, step] of scenario.steps.entries()) {
      const lines = await play(scenario, world, cast, step);
      const failure = { where: scenario.where(index), step: index + 1, lines };
      if (lines.length > 0) return { name, ok: false, steps: index + 1, failure };
    }
    return { name, ok: true, steps: scenario.steps.length };
  } finally {
    await world.control('faults/clear', {}).catch(() => undefined);
    await cast.leave().catch(() => undefined);
  }
}

async function play(scenario: Scenario, world: SimulatedWorld, cast: Cast, step: Step): Promise<string[]> {
  const { account } = scenario;
  const expected = 'expect' in step ? step.expect : undefined;
  const name = subjectOf(step);
  const openId = name === undefined ? undefined : await cast.user(name);
  // What earlier steps left to be sent must not pass for an answer to this one.
  if (expected && expectsQuiet(expected)) await world.control('clock/advance', { seconds: 0 });
  const before = openId === undefined ? 0 : await lastId(world, account, openId);
  try {
    await act({ world, cast, account }, step);
  } catch (error) {
    if (!(error instanceof Failure) || error.exit !== 'refused') throw error;
    return [error.words.en];
  }
  if (!expected || openId === undefined) return [];
  // A step that only expects looks at everything the phone has shown since the last thing the user did.
  const since = Object.keys(step).length === 1 ? undefined : before;
  return compareInTime(world, account, openId, expected, since);
}

const expectsQuiet = ({ nothing, handedOff }: Expectation): boolean => nothing === true || handedOff === false;

/** The user a step is about. */
function subjectOf(step: Step): string | undefined {
  if ('user' in step && step.user !== undefined) return step.user;
  return 'expect' in step ? (step.expect as { user?: string } | undefined)?.user : undefined;
}

async function lastId(world: SimulatedWorld, account: string, openId: string): Promise<number> {
  const user = (await world.account(account)).users[openId];
  return Math.max(0, ...(user?.chat ?? []).map(({ id }) => id), ...(user?.desk ?? []).map(({ id }) => id));
}

async function compareInTime(
  world: SimulatedWorld,
  account: string,
  openId: string,
  expected: Expectation,
  since: number | undefined,
): Promise<string[]> {
  if (expectsQuiet(expected)) await pause(QUIET_MS);
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const lines = differences(expected, standingOf(await world.account(account), openId, since));
    if (lines.length === 0 || performance.now() > deadline) return lines;
    await pause(POLL_MS);
  }
}

function standingOf(account: Standing['account'], openId: string, since: number | undefined): Standing {
  const { chat = [], desk = [] } = account.users[openId] ?? {};
  const from = since ?? chat.findLast((entry) => entry.from === 'user')?.id ?? 0;
  const isNew = ({ id }: { id: number }) => id > from;
  return { account, openId, shown: chat.filter(isNew), desk: since === undefined ? desk : desk.filter(isNew) };
}
