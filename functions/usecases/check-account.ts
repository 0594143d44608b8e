import { isDeepStrictEqual } from 'node:util';
import type { Credentials } from '../domain/account.ts';
import { defaultSettings, type Rights } from '../domain/rules/settings.ts';
import { WeChatApiError, WeChatUnavailableError } from '../errors.ts';
import type { ConsoleApi } from '../ports/console-api.ts';
import type { CustomSendApi } from '../ports/custom-send-api.ts';
import type { KfApi } from '../ports/kf-api.ts';
import type { MediaApi } from '../ports/media-api.ts';
import type { SettingsEditor } from '../ports/settings-editor.ts';

export interface CheckAccountDeps {
  kf: KfApi;
  customSend: CustomSendApi;
  console: ConsoleApi;
  media: MediaApi;
  settings: SettingsEditor;
}

/** One thing that was looked at. */
export interface Finding {
  what: 'token' | keyof Rights;
  ok: boolean;
  /** What is wrong and what mends it; absent when it is fine. */
  message?: string;
  hint?: string;
  errcode?: number;
}

export interface AccountCheck {
  rights: Rights;
  findings: Finding[];
}

/** Not authorized; customer service off; the right or the account is taken away. */
const NO_RIGHT = new Set([48001, 65400, 48004, 50002]);
/** Nobody has it: the probe reaches the check of rights and no user. */
const NOBODY = 'oProbeOfRights';

/** Probe what an account may do at WeChat, and keep it where its rules look: rules that need a right it lacks say so. */
export async function checkAccount(
  deps: CheckAccountDeps,
  account: string,
  credentials: Credentials,
): Promise<AccountCheck> {
  const { kind } = credentials;
  const stored = await deps.settings.rights(account);
  const findings = await Promise.all(probesOf(deps, account, kind).map(({ what, probe }) => finding(what, probe)));
  const learned: Partial<Rights> = Object.assign({}, ...findings.map(rightOf));
  const rights = { ...withoutForeign({ ...defaultSettings(kind).rights, ...stored }, kind), ...learned };
  // Nothing learned: the credentials or the address are at fault, and what was known stays.
  const isNews = Object.keys(learned).length > 0 && !isDeepStrictEqual(stored, rights);
  if (isNews) await deps.settings.setRights(account, rights);
  return { rights, findings };
}

interface Probe {
  what: keyof Rights;
  probe: () => Promise<unknown>;
}

/** Calls that change nothing and that WeChat answers with 48001 where the right is missing. */
function probesOf(
  { kf, customSend, console, media }: CheckAccountDeps,
  account: string,
  kind: Credentials['kind'],
): Probe[] {
  const both: Probe[] = [
    { what: 'kf', probe: () => kf.list(account) },
    { what: 'customSend', probe: () => customSend.typing(account, kind, NOBODY, false) },
  ];
  if (kind === 'mini-program') return both;
  return [
    ...both,
    { what: 'menu', probe: () => console.menu(account) },
    { what: 'material', probe: () => media.countMaterial(account) },
  ];
}

/** A mini program has neither a menu nor permanent material. */
const withoutForeign = (rights: Rights, kind: Credentials['kind']): Rights =>
  kind === 'mini-program' ? { ...rights, menu: false, material: false } : rights;

async function finding(what: Finding['what'], probe: () => Promise<unknown>): Promise<Finding> {
  try {
    await probe();
    return { what, ok: true };
  } catch (error) {
    if (error instanceof WeChatUnavailableError) return { what, ok: false, message: error.message };
    if (!(error instanceof WeChatApiError)) throw error;
    const { errcode, message, meaning } = error;
    // The user of the probe does not exist: that this is what WeChat minds shows the right.
    if (what === 'customSend' && !NO_RIGHT.has(errcode) && meaning?.class !== 'administrator')
      return { what, ok: true };
    return { what, ok: false, errcode, message, ...(meaning && { hint: `${meaning.zh} ${meaning.en}`.trim() }) };
  }
}

/** What a finding says about the right: nothing when something else stood in the way. */
function rightOf({ what, ok, errcode }: Finding): Partial<Rights> {
  if (what === 'token') return {};
  if (ok) return { [what]: true };
  return errcode !== undefined && NO_RIGHT.has(errcode) ? { [what]: false } : {};
}
