import * as z from 'zod';
import { createConsoleApi } from '../adapters/wechat-api/console.ts';
import { createMediaApi } from '../adapters/wechat-api/media.ts';
import { type RuleItem, typedFields } from '../domain/rules/items.ts';
import { readEnvironment } from '../env.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConsoleApi } from '../ports/console-api.ts';
import type { MediaApi } from '../ports/media-api.ts';
import { checkRules } from '../usecases/check-rules.ts';
import { explainMessage } from '../usecases/explain-message.ts';
import { importConsoleRules } from '../usecases/import-console-rules.ts';
import { importRules } from '../usecases/import-rules.ts';
import type { PublishRulesDeps } from '../usecases/publish-rules.ts';
import { rollbackRules } from '../usecases/rollback-rules.ts';
import { accountOf } from './admin/account-of.ts';
import { type Action, action, adminHandler, RefusedError } from './admin.ts';
import { standardLogger } from './deps/logger.ts';
import { createPublishingDeps } from './deps/publishing.ts';
import { connectWeChat } from './deps/wechat.ts';

/** What `kefu-admin-rules` needs. */
export interface AdminRulesDeps extends PublishRulesDeps {
  console: ConsoleApi;
  media: MediaApi;
}

const rules = z
  .array(z.looseObject({ id: z.string().min(1).max(256) }))
  .max(20_000)
  .describe('Items as in the table kefu-rules, with @settings among them if wanted');
const message = z
  .union([z.string(), z.looseObject({})])
  .describe('A text; or a message, like {"kind": "image"}, {"event": "CLICK:menu_kf"} or what WeChat pushes');

const importPart = z.strictObject({ importId: z.string().min(1).max(64), last: z.boolean() });
const after = z.string().optional().describe('Go on after this id: the `next` of the answer before');

/** The actions of `kefu-admin-rules`. */
export const RULES_ACTIONS: readonly Action<AdminRulesDeps>[] = [
  action({
    name: 'list',
    about: 'The rules and settings of an account as they are stored, each with its status.',
    input: { after },
    run: async (deps: AdminRulesDeps, { account, after: id }) =>
      pageOf((await storedItems(deps, account)).map(withoutAccount), id),
  }),
  action({
    name: 'check',
    about: 'What is wrong, or odd, about the rules given, or else about those that are stored. Changes nothing.',
    input: { rules: rules.optional() },
    run: async (deps: AdminRulesDeps, { account, rules: given }) => {
      const { checked, errors, warnings } = await checkRules(deps, account, given);
      return { checked, errors, warnings };
    },
  }),
  action({
    name: 'explain',
    about: 'Which rule answers a message, and why the others do not.',
    input: {
      message,
      rules: rules.optional().describe('Explain with these instead of the rules in force'),
      mode: z.enum(['bot', 'waiting', 'human']).default('bot').describe('The mode the user is in'),
      at: z.int().positive().optional().describe('When the message is sent, epoch seconds; now if not given'),
    },
    run: (deps: AdminRulesDeps, { account, at, ...asked }) =>
      explainMessage(deps, account, { ...asked, at: at ?? Math.floor(deps.clock() / 1000) }),
  }),
  action({
    name: 'import',
    about: 'Bring rules into the table: all of them, or none when anything is wrong. Says what differs.',
    input: {
      rules,
      replace: z.boolean().default(false).describe('Remove the stored rules that are not among these'),
      dryRun: z.boolean().default(false).describe('Only say what would change'),
      remove: z.array(z.string()).default([]).describe('Ids of stored rules to remove'),
      part: importPart.optional().describe('For more than one request holds: nothing goes live before the last part'),
    },
    run: async (deps: AdminRulesDeps, { account, rules: given, replace, dryRun, remove, part }) => {
      const imported = await importRules(deps, account, given, { replace, dryRun, remove, ...(part && { part }) });
      if (!imported.ok) throw brokenRules(imported.faults);
      return { ...imported.difference, dryRun };
    },
  }),
  action({
    name: 'export',
    about: 'The rules and settings of an account as typed: what import takes.',
    input: { after },
    run: async (deps: AdminRulesDeps, { account, after: id }) =>
      pageOf((await storedItems(deps, account)).map(exported), id),
  }),
  action({
    name: 'import-from-wechat',
    about: 'Take over the automatic replies of the WeChat console as rules. Names what cannot move.',
    input: { dryRun: z.boolean().default(false).describe('Only say what would change') },
    run: async (deps: AdminRulesDeps, { account, dryRun }) => {
      await accountOf(deps.credentials, account);
      const { rules: moved, cannotMove, difference } = await importConsoleRules(deps, account, { dryRun });
      return { rules: moved, cannotMove, ...difference, dryRun };
    },
  }),
  action({
    name: 'versions',
    about: 'The snapshots that can be rolled back to, newest first, and which one is in force.',
    input: {},
    run: async ({ ruleSets }: AdminRulesDeps, { account }) => {
      const [pointer, versions] = await Promise.all([ruleSets.pointer(account), ruleSets.versions(account)]);
      const live = pointer?.live.number;
      return {
        versions: versions.map(({ number, publishedAt, rules: count, faults }) => ({
          version: number,
          publishedAt,
          rules: count,
          faults,
          live: number === live,
        })),
        rolledBack: live !== pointer?.newest.number,
      };
    },
  }),
  action({
    name: 'rollback',
    about: 'Put an old snapshot in force. It holds until the next edit of a rule.',
    input: { version: z.int().positive().describe('A number that versions lists') },
    run: async (deps: AdminRulesDeps, { account, version }) => {
      const rollback = await rollbackRules(deps, account, version);
      if (!rollback.ok) throw ROLLBACK_REFUSALS[rollback.reason](version);
      return { version, number: rollback.number };
    },
  }),
];

/** The function `admin-rules`. */
export function createHandler({ clock = Date.now }: { clock?: Clock } = {}) {
  let made: AdminRulesDeps | undefined;
  const deps = () => {
    made ??= createDeps(clock);
    return made;
  };
  return adminHandler({ function: 'admin-rules', actions: RULES_ACTIONS, deps, logger: standardLogger() });
}

export const handler = createHandler();

function createDeps(clock: Clock): AdminRulesDeps {
  const environment = readEnvironment('admin-rules');
  const client = connectWeChat(environment, clock);
  const wechat = { console: createConsoleApi(client), media: createMediaApi(client) };
  return { ...createPublishingDeps(environment.KEFU_PREFIX, clock), ...wechat };
}

const ROLLBACK_REFUSALS = {
  unknown: (version: number) =>
    new RefusedError('unknown-version', `there is no version ${version}`, 'versions lists those that are kept'),
  overtaken: (version: number) =>
    new RefusedError(
      'overtaken',
      `an edit was published while version ${version} was put in force`,
      'look at versions, then roll back again if it is still wanted',
    ),
};

/** So many faults are told in the message; `fields` has them all. */
const MOST_TOLD = 20;

function brokenRules(faults: readonly { id: string; error: string }[]): RefusedError {
  const told = faults.slice(0, MOST_TOLD).map(({ id, error }) => `${id}: ${error}`);
  const more = faults.length > MOST_TOLD ? [`and ${faults.length - MOST_TOLD} more`] : [];
  const fields = faults.map(({ id, error }) => ({ field: id, message: error }));
  return new RefusedError(
    'bad-rules',
    [...told, ...more].join('; '),
    'nothing was imported; mend these and import again',
    fields,
  );
}

const storedItems = async ({ rules: store }: AdminRulesDeps, account: string): Promise<RuleItem[]> =>
  (await store.items(account)).map(({ item }) => item);

const withoutAccount = ({ account: _, ...fields }: RuleItem): Listed => fields;

/** An item in an answer. */
type Listed = { id: string };
/** Lambda's answers end at 6 MB. */
const PAGE_BYTES = 4_500_000;

/** As many items as an answer holds, and where to go on. */
function pageOf(items: Listed[], after: string | undefined): { rules: Listed[]; next?: string } {
  const rest = after === undefined ? items : items.slice(items.findIndex(({ id }) => id === after) + 1);
  let bytes = 0;
  const fitting = rest.findIndex((item) => {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    return bytes > PAGE_BYTES;
  });
  const rules = fitting === -1 ? rest : rest.slice(0, Math.max(1, fitting));
  const last = rules.at(-1);
  return last && rules.length < rest.length ? { rules, next: last.id } : { rules };
}

/** The attributes in the order a person reads them. */
function exported(item: RuleItem): Listed {
  const { match, keywords, kinds, reply, id: _, ...rest } = typedFields(item);
  const others = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    id: item.id,
    ...(match !== undefined && { match }),
    ...(keywords !== undefined && { keywords }),
    ...(kinds !== undefined && { kinds }),
    ...(reply !== undefined && { reply }),
    ...others,
  };
}
