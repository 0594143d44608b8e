import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../support/engine.ts';
import { NOW } from '../../support/push.ts';
import { aTicketDesk, aTicketEntry, aTicketMessage } from '../../support/tickets.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

let worlds = 0;
/** An account of its own, with a user who wrote a moment ago. */
async function world() {
  const account = `shop${++worlds}`;
  const openId = `o${worlds}`;
  await engine.client.send(
    new UpdateItemCommand({
      TableName: 'kefu-conversations',
      Key: { account: { S: account }, openId: { S: openId } },
      UpdateExpression: 'SET windowMessage=:window',
      ExpressionAttributeValues: { ':window': { M: { at: { N: `${NOW}` }, sent: { N: '0' } } } },
    }),
  );
  const { desk, ...deps } = aTicketDesk(engine);
  const list = async () => (await deps.tickets.list(account, { openId, states: [], limit: 100 })).tickets;
  return { account, openId, desk, deps, list };
}

describe('ticket desk', () => {
  it('numbers tickets per account, and gives a question the same number for ever', async () => {
    const { account, openId, desk, list } = await world();
    const numbers = [];
    for (const key of ['a', 'b', 'a']) numbers.push(await desk.open(account, openId, aTicketEntry(key)));
    expect(numbers).toEqual(['T-1001', 'T-1002', 'T-1001']);
    expect((await list()).map(({ id }) => id)).toEqual(expect.arrayContaining(['T-1001', 'T-1002']));
  });

  it('adds what a user writes to the open ticket, once', async () => {
    const { account, openId, desk, deps } = await world();
    const id = await desk.open(account, openId, aTicketEntry('a'));
    for (const key of ['b', 'c', 'b']) await desk.addMessage(account, openId, aTicketMessage(key));
    const ticket = await deps.tickets.read(account, id);
    expect(ticket?.history.map(({ text }) => text)).toEqual(['问题 a', '补充 b', '补充 c']);
  });

  it('joins a question that nobody could take to the ticket that is open already', async () => {
    const { account, openId, desk, deps } = await world();
    const id = await desk.open(account, openId, aTicketEntry('a'));
    expect(await desk.open(account, openId, aTicketEntry('b', { reason: 'off-hours' }))).toBe(id);
    expect((await deps.tickets.read(account, id))?.history).toHaveLength(2);
  });

  it('loses no ticket and opens none twice, whichever step a worker dies at', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 16 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (deaths, both) => {
          const { account, openId, deps, list } = await world();
          const work = (die: number) => {
            const { desk } = aTicketDesk(dyingAt(engine, die));
            return desk.open(account, openId, aTicketEntry('a')).catch(() => undefined);
          };
          for (const die of deaths) await work(die);
          await Promise.all(both ? [work(99), work(99)] : [work(99)]);
          const tickets = await list();
          expect(tickets).toHaveLength(1);
          expect(await deps.customers.of(account, openId)).toMatchObject([{ id: tickets[0]?.id, state: 'open' }]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('hands the same news to an entry that comes again, and to no other', async () => {
    const { account, openId, desk, deps } = await world();
    const id = await desk.open(account, openId, aTicketEntry('a'));
    const seen = await deps.tickets.read(account, id);
    if (seen === undefined) throw new Error('there is no ticket');
    const solved = await deps.tickets.change(
      seen,
      { set: { state: 'solved', news: [{ id: `${id}.2`, text: '已解决' }] }, events: [] },
      NOW,
    );
    expect(solved?.version).toBe(2);
    const said = [];
    for (const key of ['b', 'b', 'c']) {
      said.push(await desk.addMessage(account, openId, aTicketMessage(key, { isAnswered: true })));
    }
    expect(said).toEqual(['已解决', '已解决', undefined]);
  });
});

/** A worker that dies at a request: an odd number lets the request take effect first. */
function dyingAt(engine: Engine, death: number): Engine {
  let left = Math.floor(death / 2);
  const send = async (command: Parameters<Engine['client']['send']>[0]) => {
    if (left-- > 0) return engine.client.send(command);
    if (death % 2 === 1) await engine.client.send(command);
    throw new Error('the worker died');
  };
  return { ...engine, client: { send } as unknown as Engine['client'] };
}
