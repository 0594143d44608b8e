import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../../functions/domain/conversation.ts';
import { WeChatApiError } from '../../../functions/errors.ts';
import type { CustomSendApi, SendOutcome } from '../../../functions/ports/custom-send-api.ts';
import { type DeliverDueDeps, deliverDue } from '../../../functions/usecases/deliver-due.ts';
import { deliverOutbox } from '../../../functions/usecases/deliver-outbox.ts';
import { meaningOf } from '../../../functions/wechat/errcodes.ts';
import { aCredentials } from '../../support/credentials.ts';
import { dyingAt } from '../../support/dying-worker.ts';
import { aTextMessage } from '../../support/messages.ts';
import { noModel } from '../../support/models.ts';
import { memoryDeadLetters, memoryOutbox } from '../../support/outbox-memory.ts';
import { anEntry } from '../../support/sending.ts';

const T = 1_800_000_000;
const LONG = `${'二'.repeat(700)}|${'三'.repeat(600)}`;

/** What WeChat does with a call: takes it, takes it and hangs up, is not there, or refuses it with an errcode. */
type Behaviour = 'sent' | 'lost' | 'unreached' | number;

/** A user with some texts to come, and a WeChat that does as it is told. */
function world(texts: readonly string[], behaviours: readonly Behaviour[] = []) {
  const message = aTextMessage({ createdAt: T });
  const { account, openId } = message;
  const outbox = memoryOutbox({
    ...{ account, openId, entries: texts.map((text, index) => anEntry(message, index, text)) },
    state: { mode: 'bot', at: 0, cause: 'message' },
    windows: [{ trigger: 'message', openedAt: T, sent: 0 }],
  });
  const deadLetters = memoryDeadLetters();
  const seen: string[] = [];
  let [now, calls] = [T, 0];
  const customSend: CustomSendApi = {
    typing: async () => {},
    send: async (_account, _openId, sent) => {
      const behaviour = behaviours[calls++] ?? 'sent';
      if (behaviour === 'sent' || behaviour === 'lost') seen.push((sent.text as { content: string }).content);
      return outcomeOf(behaviour);
    },
  };
  const never = () => Promise.reject(new Error('not needed'));
  const deps: DeliverDueDeps = {
    clock: () => now * 1000,
    pause: async () => {},
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    accounts: { list: async () => [{ account, credentials: aCredentials() }] },
    accountOf: async () => ({ credentials: aCredentials(), quotas: { message: { sends: 20, seconds: 172_800 } } }),
    ...{ outboxes: outbox, deadLetters, customSend, kf: { createSession: never }, files: { read: never } },
    library: { get: async () => undefined, list: async () => [], put: never, remove: never },
    media: { upload: never, addMaterial: never, deleteMaterial: never },
    emit: async () => {},
    ...noModel,
    tickets: { open: never, addMessage: never },
    republish: never,
  };
  const rest = async () => {
    for (let minute = 0; minute < 5; minute++) {
      now += 61;
      await deliverDue(deps);
    }
  };
  return { account, openId, outbox, deadLetters, seen, deps, rest };
}

function outcomeOf(behaviour: Behaviour): SendOutcome {
  if (behaviour === 'sent') return { outcome: 'sent' };
  if (behaviour === 'lost') return { outcome: 'unknown', reason: 'ECONNRESET' };
  if (behaviour === 'unreached') return { outcome: 'unreached', reason: 'ECONNREFUSED' };
  const error = new WeChatApiError('/send', behaviour, 'no', undefined, meaningOf(behaviour));
  return { outcome: 'refused', errcode: behaviour, error };
}

/** Every text is with the user or kept as failed, none is with them twice, and nothing waits for ever. */
function expectSettled({ outbox, deadLetters, seen }: ReturnType<typeof world>, texts: readonly string[]): void {
  expect(outbox.now().entries).toEqual([]);
  const said = seen.join('');
  for (const text of texts) {
    const times = said.split(text).length - 1;
    expect(times).toBeLessThanOrEqual(1);
    const kept = deadLetters.all().filter(({ entry }) => text.endsWith(contentOf(entry)));
    expect(times + kept.length).toBeGreaterThan(0);
    if (times + kept.length > 1) expect(kept.map(({ outcome }) => outcome)).toEqual(['unknown']);
  }
}

const contentOf = (entry: OutboxEntry) =>
  entry.kind === 'send' && entry.reply.kind === 'text' ? entry.reply.content : entry.kind;

const TEXTS = ['一', LONG, '四'];
const WEATHER: [string, Behaviour[]][] = [
  ['takes everything', []],
  ['refuses one', [48002]],
  ['is busy for a while', [-1, -1, -1, -1]],
  ['counts too many calls', ['sent', 45011]],
  ['delivers one and hangs up', ['sent', 'lost']],
  ['is not there', ['unreached', 'unreached', 'unreached']],
  ['breaks off within a long text', ['sent', 'sent', -1, -1, -1]],
];

describe('a worker that dies at any step', () => {
  it.each(WEATHER)('loses nothing and sends nothing twice while WeChat %s', async (_name, behaviours) => {
    let deaths = 0;
    for (const when of ['before', 'after'] as const) {
      for (let number = 1; number <= 30; number++) {
        const user = world(TEXTS, behaviours);
        const { died, ports } = dyingAt(user.deps, number, when);
        const deps = { ...user.deps, ...ports };
        const worker = deliverOutbox(deps, user.account, user.openId).then(() => 'done');
        if ((await Promise.race([worker, died])) === 'died') deaths++;
        await user.rest();
        expectSettled(user, TEXTS);
      }
    }
    expect(deaths).toBeGreaterThan(10);
  });

  it('while others work on the same user, whatever WeChat does', async () => {
    const behaviour = fc.constantFrom<Behaviour>('sent', 'sent', 'lost', 'unreached', -1, 45011, 45015, 48002, 40001);
    const texts = fc.uniqueArray(fc.stringMatching(/^[甲乙丙丁]{3}$/), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.array(behaviour, { maxLength: 12 }),
        fc.nat(25),
        fc.nat(25),
        async (said, weather, a, b) => {
          const marked = said.map((text, index) => `${index}${text};`);
          const user = world(marked, weather);
          const workers = [a, b].map((number) => dyingAt(user.deps, number, number % 2 ? 'before' : 'after'));
          await Promise.all(
            workers.map(({ died, ports }) =>
              Promise.race([died, deliverOutbox({ ...user.deps, ...ports }, user.account, user.openId)]),
            ),
          );
          await user.rest();
          expectSettled(user, marked);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('replies of one message', () => {
  it('keep their order whatever has to be tried again', async () => {
    const texts = ['1', '2', '3', '4'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Behaviour>('sent', 'unreached', -1, 45011), { maxLength: 9 }),
        async (weather) => {
          const user = world(texts, weather);
          await deliverOutbox(user.deps, user.account, user.openId);
          await user.rest();
          expect(user.seen).toEqual(user.seen.toSorted());
          expectSettled(user, texts);
        },
      ),
    );
  });
});
