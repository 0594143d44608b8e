/**
 * What people and tests can make happen. Every control is a function of one object and can be called the same way in
 * the process (`simulator.users.type({...})`) and over HTTP (`POST /_simulator/users/type`).
 */
import type { z } from 'zod';
import { ControlError, type World } from './world.ts';

/** One control: what it takes, and what it does. */
interface Control<Input, Output> {
  schema: z.ZodType;
  run: (world: World, input: Input) => Output;
}

/** Controls of one group by name. */
export type Controls = Record<string, Control<never, unknown>>;

/** The functions one calls: input as the schema takes it, result as a promise. */
export type Bound<C extends Controls> = {
  [name in keyof C]: C[name] extends { schema: infer S extends z.ZodType; run: (world: World, input: never) => infer R }
    ? (input: z.input<S>) => Promise<Awaited<R>>
    : never;
};

/** Ties a control's function to its schema. */
export const control = <S extends z.ZodType, R>(schema: S, run: (world: World, input: z.output<S>) => R) => ({
  schema,
  run,
});

/** Controls as functions over one world. */
export const bind = <C extends Controls>(world: World, controls: C): Bound<C> =>
  Object.fromEntries(
    Object.entries(controls).map(([name, one]) => [name, (input: unknown) => runControl(world, one, input)]),
  ) as Bound<C>;

/**
 * Check the input and run.
 *
 * @throws ControlError naming every wrong field
 */
export async function runControl(world: World, one: Controls[string], input: unknown): Promise<unknown> {
  const parsed = one.schema.safeParse(input ?? {});
  if (!parsed.success)
    throw new ControlError(
      parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; '),
    );
  return one.run(world, parsed.data as never);
}
