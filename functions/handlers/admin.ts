import * as z from 'zod';
import { didYouMean } from '../domain/rules/check/did-you-mean.ts';
import type { Logger } from '../ports/logger.ts';
import { type AdminAnswer, badInput, explainFault, RefusedError, refusal } from './admin/answers.ts';
import { inputFaults } from './admin/input-faults.ts';

export type { AdminAnswer };
export { RefusedError };

/** One thing that an admin Lambda does. */
export interface Action<Deps> {
  /** What callers put into `action`. */
  name: string;
  /** One sentence for the reference. */
  about: string;
  /** Everything it takes, `account` included. */
  input: z.ZodObject;
  /** Check the input, do it, and give the fields of the answer. */
  run(deps: Deps, input: object): Promise<object>;
}

/** An account's name: part of a URL, of parameter names and of keys. */
const accountName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'is no account name; it has letters, digits, - and _ only')
  .describe('Name of the account in this deployment');

interface Definition<Deps, Shape extends z.core.$ZodLooseShape, Input> {
  name: string;
  about: string;
  /** The fields beside `account`. */
  input: Shape;
  /** @throws RefusedError for whatever the caller can mend; any other error means that we are broken */
  run(deps: Deps, input: Input): Promise<object>;
}

/** Define an action on one account. */
export function action<Deps, Shape extends z.core.$ZodLooseShape>(
  definition: Definition<Deps, Shape, z.infer<z.ZodObject<Shape>> & { account: string }>,
): Action<Deps> {
  return defined(definition, z.strictObject({ account: accountName, ...definition.input }));
}

/** Define an action that needs no account, or takes one only to narrow itself. */
export function deploymentAction<Deps, Shape extends z.core.$ZodLooseShape>(
  definition: Definition<Deps, Shape, z.infer<z.ZodObject<Shape>> & { account?: string }>,
): Action<Deps> {
  return defined(definition, z.strictObject({ account: accountName.optional(), ...definition.input }));
}

function defined<Deps, Shape extends z.core.$ZodLooseShape, Input>(
  { name, about, run }: Definition<Deps, Shape, Input>,
  input: z.ZodObject,
): Action<Deps> {
  return {
    name,
    about,
    input,
    run: (deps, given) => {
      const parsed = input.safeParse(given);
      if (!parsed.success) throw badInput(name, inputFaults(parsed.error.issues, given), Object.keys(input.shape));
      return run(deps, parsed.data as Input);
    },
  };
}

/** What an admin Lambda is made of. */
interface AdminFunction<Deps> {
  /** The function's name without the prefix, for the log. */
  function: string;
  actions: readonly Action<Deps>[];
  /** Called for each invocation; whoever gives it keeps what is dear. */
  deps: () => Deps | Promise<Deps>;
  logger: Logger;
  /** Real time in milliseconds. @default performance.now */
  nowMs?: () => number;
}

/** The Lambda handler of a table of actions. It throws only when we are broken. */
export function adminHandler<Deps>(admin: AdminFunction<Deps>): (event: unknown) => Promise<AdminAnswer> {
  const nowMs = admin.nowMs ?? (() => performance.now());
  return async (event) => {
    const startedAt = nowMs();
    const done = (outcome: string, name = 'unknown') =>
      admin.logger.info('admin.action', {
        function: admin.function,
        action: name,
        account: accountOf(event),
        outcome,
        ms: Math.round(nowMs() - startedAt),
      });
    let name: string | undefined;
    try {
      const { chosen, input } = choose(admin.actions, event);
      name = chosen.name;
      const fields = await chosen.run(await admin.deps(), input);
      done('ok', name);
      return { ok: true, ...fields };
    } catch (error) {
      const fault = explainFault(error);
      done(fault?.code ?? 'broken', name);
      if (!fault) throw error;
      return { ok: false, error: fault };
    }
  };
}

function choose<Deps>(actions: readonly Action<Deps>[], event: unknown): { chosen: Action<Deps>; input: object } {
  const names = actions.map(({ name }) => name);
  const hint = `actions: ${names.join(', ')}`;
  if (event === null || typeof event !== 'object' || Array.isArray(event)) {
    throw refusal('bad-input', 'the payload is no JSON object; give {"action": ..., "account": ...}', hint);
  }
  const { action: wanted, ...input } = event as Record<string, unknown>;
  if (typeof wanted !== 'string') throw refusal('unknown-action', 'action is missing; give its name', hint);
  const chosen = actions.find(({ name }) => name === wanted);
  if (chosen) return { chosen, input };
  const meant = didYouMean(wanted, names);
  throw refusal(
    'unknown-action',
    `action "${wanted.slice(0, 40)}" is unknown${meant ? `; did you mean ${meant}?` : ''}`,
    hint,
  );
}

/** For the log: an account's name is no secret, but what else stands in its place may be. */
function accountOf(event: unknown): string | undefined {
  const account = accountName.safeParse((event as { account?: unknown } | null)?.account);
  return account.success ? account.data : undefined;
}

/** An action as the reference documents it. */
export interface ActionReference {
  name: string;
  about: string;
  /** JSON Schema of what it takes beside `action`. */
  input: object;
}

/** The actions of a function for generated documentation. */
export const referenceOf = <Deps>(actions: readonly Action<Deps>[]): ActionReference[] =>
  actions.map(({ name, about, input }) => ({
    name,
    about,
    input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
  }));
