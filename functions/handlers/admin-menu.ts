import * as z from 'zod';
import { createCredentialsStore } from '../adapters/aws/credentials.ts';
import { createRuleStore } from '../adapters/aws/rule-store.ts';
import { createDynamoDb, createSsm } from '../adapters/aws/worker-clients.ts';
import { createConsoleApi } from '../adapters/wechat-api/console.ts';
import { createMediaApi } from '../adapters/wechat-api/media.ts';
import { movedMenu } from '../domain/console/menu-of-console.ts';
import { credentialsParameter, readEnvironment, tableName } from '../env.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConsoleApi } from '../ports/console-api.ts';
import type { MediaApi } from '../ports/media-api.ts';
import { type ApplyMenuDeps, applyMenu } from '../usecases/apply-menu.ts';
import { keepConsoleMedia } from '../usecases/keep-console-media.ts';
import { type Menu, menuFrom, seenMenuFrom } from '../wechat/console/menu.ts';
import { accountOf } from './admin/account-of.ts';
import { type Action, action, adminHandler, RefusedError } from './admin.ts';
import { standardLogger } from './deps/logger.ts';
import { connectWeChat } from './deps/wechat.ts';

/** What `kefu-admin-menu` needs. */
export interface AdminMenuDeps extends ApplyMenuDeps {
  console: ConsoleApi;
  media: MediaApi;
  /** Epoch milliseconds. */
  clock: Clock;
}

const leaf = z.strictObject({
  name: z.string(),
  type: z.string().optional(),
  key: z.string().optional(),
  url: z.string().optional(),
  appid: z.string().optional(),
  pagepath: z.string().optional(),
  media_id: z.string().optional(),
  article_id: z.string().optional(),
});
const inner = leaf.extend({ sub_button: z.array(leaf).optional() });
const menu = z
  .strictObject({ button: z.array(leaf.extend({ sub_button: z.array(inner).optional() })) })
  .describe('As menu/create takes it: {"button": [{"type": "click", "name": "客服", "key": "menu_kf"}]}');

/** The actions of `kefu-admin-menu`. */
export const MENU_ACTIONS: readonly Action<AdminMenuDeps>[] = [
  action({
    name: 'get',
    about: 'The menu made by API, null if there is none, and whether users see a menu.',
    input: {},
    run: async ({ console: api, credentials }: AdminMenuDeps, { account }) => {
      await accountOf(credentials, account);
      const [made, seen] = await Promise.all([api.menu(account), api.currentMenu(account)]);
      return { menu: made ? menuFrom(made) : null, open: seenMenuFrom(seen).open };
    },
  }),
  action({
    name: 'apply',
    about: 'Make this the menu, after a check by WeChat’s limits; names the taps that no rule answers.',
    input: { menu, dryRun: z.boolean().default(false).describe('Only check') },
    run: async (deps: AdminMenuDeps, { account, menu: given, dryRun }) => {
      await accountOf(deps.credentials, account);
      const at = Math.floor(deps.clock() / 1000);
      const applied = await applyMenu(deps, account, given as Menu, { dryRun, at });
      if (!applied.ok) throw wrongMenu(applied.faults);
      return { applied: !dryRun, unanswered: applied.unanswered };
    },
  }),
  action({
    name: 'import-from-wechat',
    about:
      'The menu users see, as apply takes it, and rules for what the console answers itself. Changes no menu and no rule.',
    input: { dryRun: z.boolean().default(false).describe('Store no media as permanent material') },
    run: async (deps: AdminMenuDeps, { account, dryRun }) => {
      await accountOf(deps.credentials, account);
      const seen = seenMenuFrom(await deps.console.currentMenu(account));
      const moved = movedMenu(seen);
      const kept = dryRun ? { rules: moved.rules, cannotMove: [] } : await keepConsoleMedia(deps, account, moved.rules);
      return {
        menu: moved.menu,
        open: seen.open,
        rules: kept.rules,
        cannotMove: [...moved.cannotMove, ...kept.cannotMove],
      };
    },
  }),
];

function wrongMenu(faults: { field: string; message: string }[]): RefusedError {
  const message = faults.map(({ field, message: fault }) => `${field} ${fault}`).join('; ');
  return new RefusedError('bad-input', message, 'the menu was not changed; mend these and apply again', faults);
}

/** The function `admin-menu`. */
export function createHandler({ clock = Date.now }: { clock?: Clock } = {}) {
  let made: AdminMenuDeps | undefined;
  const deps = () => {
    made ??= createDeps(clock);
    return made;
  };
  return adminHandler({ function: 'admin-menu', actions: MENU_ACTIONS, deps, logger: standardLogger() });
}

export const handler = createHandler();

function createDeps(clock: Clock): AdminMenuDeps {
  const environment = readEnvironment('admin-menu');
  const client = connectWeChat(environment, clock);
  const { KEFU_PREFIX: prefix } = environment;
  const rules = createRuleStore({ client: createDynamoDb(), table: tableName(prefix, 'rules') });
  const nameOf = (account: string) => credentialsParameter(prefix, account);
  const credentials = createCredentialsStore({ ssm: createSsm(), nameOf, nowMs: () => performance.now() });
  return { rules, credentials, clock, console: createConsoleApi(client), media: createMediaApi(client) };
}
