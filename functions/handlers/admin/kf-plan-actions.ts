import * as z from 'zod';
import type { Credentials } from '../../domain/account.ts';
import { type DeclaredSeat, type KfPlan, planKf } from '../../domain/kf-plan.ts';
import { type AppliedPlan, applyKfPlan } from '../../usecases/apply-kf-plan.ts';
import { type Action, action } from '../admin.ts';
import { accountOf } from './account-of.ts';
import { RefusedError, refusal } from './answers.ts';
import type { InputFault } from './input-faults.ts';
import type { KfDeps } from './kf-actions.ts';
import { fullKfAccount, type SeatInput, seat } from './kf-input.ts';

const accounts = z.array(seat).min(1).describe('The seats as they should be; those that are not named are left alone');

/** `plan` says what `apply` would do; `apply` does it, and may be repeated. */
export const KF_PLAN_ACTIONS: readonly Action<KfDeps>[] = [
  action({
    name: 'plan',
    about: 'What apply would do.',
    input: { accounts },
    run: async (deps: KfDeps, input) => {
      const { plan } = await planFor(deps, input.account, input.accounts);
      return { steps: plan.steps, settings: plan.settings !== undefined, notes: plan.notes };
    },
  }),
  action({
    name: 'apply',
    about: 'Add, rename, invite, group, and remove where it says so, until the seats are as declared.',
    input: { accounts },
    run: async (deps: KfDeps, input) => {
      const { plan, miniProgram } = await planFor(deps, input.account, input.accounts);
      const applied = await applyKfPlan(deps, input.account, plan, { miniProgram });
      if (applied.refused.length > 0) throw partly(plan, applied);
      return { steps: applied.done, settings: applied.settingsChanged, notes: plan.notes };
    },
  }),
];

async function planFor({ kf, accounts: directory, settings }: KfDeps, account: string, given: SeatInput[]) {
  const credentials = await accountOf(directory, account);
  const miniProgram = credentials.kind === 'mini-program';
  const declared = declaredSeats(given, credentials);
  const [current, before] = await Promise.all([kf.list(account), settings.seats(account)]);
  const plan = planKf(declared, current, before, { miniProgram });
  if (plan.fault !== undefined) throw refusal('too-many', plan.fault, 'let the list remove some: "remove": true');
  return { plan, miniProgram };
}

/** The list as a plan takes it. @throws RefusedError with all faults at once */
function declaredSeats(given: SeatInput[], credentials: Credentials): DeclaredSeat[] {
  const faults: InputFault[] = [];
  const seats = given.map((one, index) => declaredSeat(one, credentials, `accounts[${index}]`, faults));
  for (const field of ['kfAccount', 'wechatId'] as const) faults.push(...repeated(seats, field));
  if (faults.length === 0) return seats;
  const message = faults.map((fault) => `${fault.field} ${fault.message}`).join('; ');
  throw new RefusedError('bad-input', message, 'nothing was done', faults);
}

function declaredSeat(one: SeatInput, credentials: Credentials, at: string, faults: InputFault[]): DeclaredSeat {
  const { kfAccount, nickname, ...rest } = one;
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const missing = (field: string, message: string) => void faults.push({ field: `${at}.${field}`, message });
  if (credentials.kind === 'mini-program') {
    if (one.wechatId === undefined) missing('wechatId', "is missing; a mini program's agents are named by it");
    return { ...known, kfAccount: one.wechatId ?? '', nickname: nickname ?? '' };
  }
  if (kfAccount === undefined) missing('kfAccount', 'is missing; give prefix@微信号');
  if (nickname === undefined && !one.remove) missing('nickname', 'is missing; users see it, give a name');
  return { ...known, kfAccount: named(kfAccount, credentials, at, faults), nickname: nickname ?? '' };
}

function named(kfAccount: string | undefined, credentials: Credentials, at: string, faults: InputFault[]): string {
  if (kfAccount === undefined) return '';
  try {
    return fullKfAccount(kfAccount, credentials, `${at}.kfAccount`);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    faults.push(...(error.fields ?? []));
    return kfAccount;
  }
}

function repeated(seats: DeclaredSeat[], field: 'kfAccount' | 'wechatId'): InputFault[] {
  const seen = new Map<string, number>();
  return seats.flatMap((one, index) => {
    const value = one[field];
    if (value === undefined || value === '' || (field === 'wechatId' && one.remove)) return [];
    const first = seen.get(value);
    if (first !== undefined)
      return [{ field: `accounts[${index}].${field}`, message: `is that of accounts[${first}]; name it once` }];
    seen.set(value, index);
    return [];
  });
}

/** Some steps were refused: the first refusal gives its errcode and mend, and all are named. */
function partly(plan: KfPlan, { done, refused }: AppliedPlan): RefusedError {
  const all = refused.map(({ step, error }) => `${step.do} ${step.kfAccount}: ${error.message}`).join('; ');
  const [first] = refused;
  const meaning = first?.error.meaning;
  const hint = meaning ? `${meaning.zh} ${meaning.en}` : 'look the errcode up';
  return new RefusedError(
    'partly',
    `${done.length} of ${plan.steps.length} steps are done; ${all}`,
    hint,
    undefined,
    first?.error.errcode,
  );
}
