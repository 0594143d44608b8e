import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aRule } from '../../support/rules.ts';
import { aService } from '../../support/service.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

/** A laptop answers about 300 a second: all within the callback's three seconds also where the machine is half as fast. */
const USERS = 300;

it('answers hundreds of users who push at once: each rightly, none twice', async () => {
  const rules = [
    aRule({ match: 'contains', keywords: ['流量'], replies: [{ kind: 'text', content: '亲，送流量活动' }] }),
  ];
  const { simulator, name: account } = await aService(engine, { rules });
  const names = Array.from({ length: USERS }, (_, index) => `user ${index}`);
  for (const name of names) await simulator.users.create({ account, name });
  await Promise.all(names.map((user) => simulator.users.type({ account, user, text: '我要流量' })));
  await simulator.settled();
  const users = Object.values(simulator.state.accounts[account]?.users ?? {});
  const answers = users.map(({ chat }) =>
    chat.flatMap(({ from, content }) => (from === 'account' && content.kind === 'text' ? [content.text] : [])),
  );
  expect(answers).toEqual(names.map(() => ['亲，送流量活动']));
  expect(simulator.state.rejections).toEqual([]);
}, 60_000);
