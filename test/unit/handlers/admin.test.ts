import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError, WeChatApiError } from '../../../functions/errors.ts';
import {
  action,
  adminHandler,
  deploymentAction,
  RefusedError,
  referenceOf,
} from '../../../functions/handlers/admin.ts';
import type { LogField } from '../../../functions/ports/logger.ts';

const ACTIONS = [
  action({
    name: 'add',
    about: 'Add a seat.',
    input: { kfAccount: z.string().min(1), nickname: z.string().max(16), level: z.enum(['one', 'two']).optional() },
    run: async (_deps: { fail?: Error }, { account, kfAccount }) => ({ added: `${kfAccount} of ${account}` }),
  }),
  action({
    name: 'fail',
    about: 'Fail.',
    input: {},
    run: async (deps: { fail?: Error }) => {
      throw deps.fail;
    },
  }),
  deploymentAction({ name: 'list', about: 'List all.', input: {}, run: async (_: { fail?: Error }) => ({ all: [] }) }),
];

function world(fail?: Error) {
  const logged: [string, Record<string, LogField>][] = [];
  const log = (event: string, fields: Record<string, LogField>) => void logged.push([event, fields]);
  const handler = adminHandler({
    function: 'admin-test',
    actions: ACTIONS,
    deps: () => ({ ...(fail && { fail }) }),
    logger: { info: log, warn: log, error: log },
    nowMs: () => 5,
  });
  return { handler, logged };
}

describe('adminHandler', () => {
  it('runs the action and answers its fields', async () => {
    const { handler } = world();
    expect(await handler({ action: 'add', account: 'main', kfAccount: 'a@b', nickname: '小王' })).toEqual({
      ok: true,
      added: 'a@b of main',
    });
  });

  it('needs no account where the deployment is meant', async () => {
    expect(await world().handler({ action: 'list' })).toEqual({ ok: true, all: [] });
  });

  it('names all missing, wrong and unknown fields at once, with the mend and without values', async () => {
    const answer = await world().handler({
      action: 'add',
      kfAccount: 7,
      level: 'secret',
      nick: 'x',
      nickname: 'n'.repeat(17),
    });
    expect(answer).toEqual({
      ok: false,
      error: {
        code: 'bad-input',
        message:
          'account is missing; give a text; kfAccount is a number; give a text; nickname is too large or too long; give at most 16 characters; level is none of the known values; give one or two; nick is not a field of this action; leave it out',
        hint: 'add takes account, kfAccount, nickname, level',
        fields: expect.arrayContaining([{ field: 'account', message: 'is missing; give a text' }]),
      },
    });
  });

  it('lists the actions for one that is unknown, with the one that was probably meant', async () => {
    expect(await world().handler({ action: 'ad', account: 'main' })).toEqual({
      ok: false,
      error: {
        code: 'unknown-action',
        message: 'action "ad" is unknown; did you mean add?',
        hint: 'actions: add, fail, list',
      },
    });
  });

  it.each([[null], [undefined], ['add'], [[]], [{}], [{ action: 7 }], [{ action: 'constructor' }]])(
    'refuses the payload %j and lists the actions',
    async (event) => {
      expect(await world().handler(event)).toMatchObject({ ok: false, error: { hint: 'actions: add, fail, list' } });
    },
  );

  it('gives the errcode that WeChat refused with, also in the message, and what helps', async () => {
    const meaning = { class: 'caller', zh: '', en: 'Use another name.' } as const;
    const refused = new WeChatApiError('/customservice/kfaccount/add', 65406, 'invalid account', 'rid', meaning);
    expect(await world(refused).handler({ action: 'fail', account: 'main' })).toEqual({
      ok: false,
      error: {
        code: 'wechat',
        errcode: 65406,
        message: '/customservice/kfaccount/add was refused with 65406 (invalid account)',
        hint: 'Use another name.',
      },
    });
  });

  it.each([
    [new RefusedError('closed', 'the window is closed', 'wait for a message'), 'closed'],
    [new ConfigError('token is missing'), 'config'],
  ])('answers what the caller can mend: %s', async (fault, code) => {
    expect(await world(fault).handler({ action: 'fail', account: 'main' })).toMatchObject({
      ok: false,
      error: { code },
    });
  });

  it('throws when it is broken itself, and logs that', async () => {
    const { handler, logged } = world(new TypeError('x is not a function'));
    await expect(handler({ action: 'fail', account: 'main' })).rejects.toThrow(TypeError);
    expect(logged).toEqual([
      ['admin.action', { function: 'admin-test', action: 'fail', account: 'main', outcome: 'broken', ms: 0 }],
    ]);
  });

  it('logs the action and its outcome, and nothing that was typed', async () => {
    const { handler, logged } = world();
    await handler({ action: 'add', account: 'a secret text', kfAccount: 'x', nickname: 'y' });
    await handler({ action: 'a secret text' });
    expect(JSON.stringify(logged)).not.toContain('secret');
    expect(logged.map(([, { outcome }]) => outcome)).toEqual(['bad-input', 'unknown-action']);
  });
});

describe('referenceOf', () => {
  it('describes what each action takes as JSON Schema', () => {
    expect(referenceOf(ACTIONS)[0]).toMatchObject({
      name: 'add',
      about: 'Add a seat.',
      input: { required: ['account', 'kfAccount', 'nickname'], properties: { level: { enum: ['one', 'two'] } } },
    });
  });
});
