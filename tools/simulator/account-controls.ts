/** Controls for accounts, faults and WeChat itself. */
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { type AccountOptions, createAccount } from './accounts.ts';
import { control } from './control.ts';
import { signedQuery } from './push-request.ts';
import { addSampleMedia } from './sample-media.ts';
import type { AccountSettings } from './types.ts';
import { accountNamed, ControlError, emit, nextId, type World } from './world.ts';

const account = z.string();
const windowFigure = z.object({ messages: z.number().int().min(0), seconds: z.number().int().min(0) });

/** Every setting that may be changed; all optional. */
const SETTINGS = z
  .object({
    title: z.string(),
    kind: z.enum(['subscription', 'service', 'mini-program']),
    verified: z.boolean(),
    appId: z.string(),
    appSecret: z.string(),
    secretState: z.enum(['right', 'wrong', 'frozen']),
    originalId: z.string(),
    wechatId: z.string(),
    token: z.string(),
    encodingAesKey: z.string().length(43),
    encryption: z.enum(['safe', 'compat', 'plain']),
    format: z.enum(['xml', 'json']),
    push: z.boolean(),
    ipWhitelist: z.array(z.string()).nullable(),
    kfEnabled: z.boolean(),
    rights: z.record(z.string(), z.boolean()),
    quotas: z.record(z.string(), z.number()),
    windows: z.record(z.string(), windowFigure),
    speechRecognition: z.boolean(),
    release: z.object({ minutes: z.number(), restarts: z.boolean(), pushesClose: z.boolean() }),
    linkedMiniPrograms: z.array(z.string()),
    overboundWechatIds: z.array(z.string()),
  })
  .partial()
  .strict();

const changed = (world: World, name: string) => emit(world, { type: 'account.changed', account: name });

export const accountControls = {
  create: control(
    z.object({ name: z.string().min(1), kind: SETTINGS.shape.kind.unwrap(), settings: SETTINGS.default({}) }),
    (world, { name, kind, settings }) => {
      if (world.state.accounts[name]) throw new ControlError(`name: there is an account "${name}" already`);
      world.state.accounts[name] = createAccount({
        ...(settings as Partial<AccountSettings>),
        name,
        kind,
      } as AccountOptions);
      addSampleMedia(world, accountNamed(world, name));
      changed(world, name);
    },
  ),
  change: control(z.object({ account, settings: SETTINGS }), (world, input) => {
    Object.assign(accountNamed(world, input.account).settings, input.settings);
    changed(world, input.account);
  }),
  remove: control(z.object({ account }), (world, input) => {
    accountNamed(world, input.account);
    delete world.state.accounts[input.account];
    changed(world, input.account);
  }),
  /** What get_current_autoreply_info answers. */
  setAutoReplies: control(z.object({ account, autoReplies: z.record(z.string(), z.unknown()) }), (world, input) => {
    accountNamed(world, input.account).autoReplies = input.autoReplies;
    changed(world, input.account);
  }),
  /** Press 提交 in the console: WeChat verifies the callback's URL. */
  verifyUrl: control(z.object({ account }), async (world, input) => {
    const { settings } = accountNamed(world, input.account);
    const echostr = String(randomInt(1_000_000_000, 9_000_000_000));
    const query = { ...signedQuery(settings, world.clock.now()), echostr };
    const answer = await world.transport({ account: settings.name, method: 'GET', query, headers: {}, body: '' });
    return { ok: answer.status === 200 && answer.body === echostr, status: answer.status, body: answer.body };
  }),
  /** The address from which WeChat sees calls come. */
  setCallerAddress: control(z.object({ address: z.union([z.ipv4(), z.ipv6()]) }), (world, input) => {
    world.state.callerAddress = input.address;
  }),
};

export const faultControls = {
  add: control(
    z.object({
      target: z.string(),
      account: z.string().optional(),
      kind: z.enum([
        'delay',
        'drop-before',
        'drop-after',
        'errcode',
        'expired-token',
        'http-error',
        'slow-callback',
        'duplicate',
      ]),
      seconds: z.number().min(0).optional(),
      errcode: z.number().int().optional(),
      times: z.number().int().min(1).optional(),
    }),
    (world, { target, kind, ...input }) => {
      const given = Object.entries(input).filter(([, value]) => value !== undefined);
      const fault = { id: nextId(world), target, kind, ...Object.fromEntries(given) };
      world.state.faults.push(fault);
      emit(world, { type: 'faults.changed', faults: world.state.faults });
      return { id: fault.id };
    },
  ),
  /** Remove one fault, or all of them. */
  clear: control(z.object({ id: z.number().optional() }), (world, { id }) => {
    world.state.faults = world.state.faults.filter((fault) => id !== undefined && fault.id !== id);
    emit(world, { type: 'faults.changed', faults: world.state.faults });
  }),
};
