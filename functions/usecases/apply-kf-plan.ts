import type { KfPlan, SeatStep } from '../domain/kf-plan.ts';
import { WeChatApiError } from '../errors.ts';
import type { KfApi } from '../ports/kf-api.ts';
import type { SettingsEditor } from '../ports/settings-editor.ts';

export interface ApplyKfPlanDeps {
  kf: KfApi;
  settings: SettingsEditor;
}

/** What became of a plan: a step that WeChat refused does not stop those after it, unless it would refuse them too. */
export interface AppliedPlan {
  done: SeatStep[];
  refused: { step: SeatStep; error: WeChatApiError }[];
  settingsChanged: boolean;
}

/** Errcodes by which WeChat says that the step is done already. @see 客服管理, error codes */
const DONE_ALREADY: Record<SeatStep['do'], readonly number[]> = {
  add: [65406],
  rename: [],
  // The very same invitation is pending, or was accepted.
  invite: [65408, 65412],
  remove: [],
};

/** Carry a plan out. Every step may be repeated, so that it can be interrupted anywhere and planned again. */
export async function applyKfPlan(
  { kf, settings }: ApplyKfPlanDeps,
  account: string,
  plan: KfPlan,
  options: { miniProgram: boolean },
): Promise<AppliedPlan> {
  const applied: AppliedPlan = { done: [], refused: [], settingsChanged: false };
  for (const step of plan.steps) {
    const error = await refusalOf(() => carryOut(kf, account, step, options), DONE_ALREADY[step.do]);
    if (!error) applied.done.push(step);
    else applied.refused.push({ step, error });
    // The account or the feature is the trouble: every other step would be refused as well.
    if (error?.meaning?.class === 'administrator') break;
  }
  if (plan.settings) {
    await settings.setSeats(account, plan.settings);
    applied.settingsChanged = true;
  }
  return applied;
}

async function refusalOf(
  call: () => Promise<void>,
  doneAlready: readonly number[],
): Promise<WeChatApiError | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (!(error instanceof WeChatApiError)) throw error;
    return doneAlready.includes(error.errcode) ? undefined : error;
  }
}

function carryOut(
  kf: KfApi,
  account: string,
  step: SeatStep,
  { miniProgram }: { miniProgram: boolean },
): Promise<void> {
  switch (step.do) {
    case 'remove':
      return kf.remove(account, miniProgram && step.kfOpenId !== undefined ? { kfOpenId: step.kfOpenId } : step);
    case 'add':
      return miniProgram ? kf.addByWechatId(account, step.kfAccount) : kf.add(account, step.kfAccount, step.nickname);
    case 'rename':
      return kf.update(account, step.kfAccount, step.nickname);
    case 'invite':
      return kf.invite(account, step.kfAccount, step.wechatId);
  }
}
