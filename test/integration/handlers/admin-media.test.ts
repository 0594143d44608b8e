import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMediaLibrary } from '../../../functions/adapters/aws/media-library.ts';
import { deliverDue } from '../../../functions/usecases/deliver-due.ts';
import { publishRules } from '../../../functions/usecases/publish-rules.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { publishingWorld, typedRule } from '../../support/publishing.ts';
import { sendingWorld } from '../../support/sending.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const jpg = (bytes = 8) => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(bytes - 4)]);
const mini = { kind: 'mini-program' } as const;
const DAY = 86_400;

describe('upload', () => {
  it('keeps permanent material under a name, and replaces it', async () => {
    const world = sendingWorld(engine);
    const upload = () => world.invoke('upload', { name: '海报', kind: 'image', file: jpg().toString('base64') });
    await expect(upload()).resolves.toMatchObject({ ok: true, name: '海报', state: 'permanent', bytes: 8 });
    await upload();
    await expect(world.invoke('media')).resolves.toMatchObject({ media: [{ name: '海报', kind: 'image' }] });
    const own = world.simulator.state.accounts[world.account]?.media.filter(({ name }) => name === 'file.jpg');
    expect(own).toHaveLength(1);
    await expect(world.invoke('delete-media', { name: '海报' })).resolves.toMatchObject({ ok: true });
    await expect(world.invoke('media')).resolves.toMatchObject({ media: [] });
    await expect(world.invoke('delete-media', { name: '海报' })).resolves.toMatchObject({
      error: { code: 'unknown-media' },
    });
    expect(world.republished).toHaveLength(3);
  });

  it.each([
    ['no file', {}, 'file'],
    ['a file and an address', { file: jpg().toString('base64'), url: 'https://a.cn/a.jpg' }, 'file'],
    ['another format', { file: Buffer.from('<svg/>').toString('base64') }, 'file'],
    ['a voice that is a picture', { kind: 'voice', file: jpg().toString('base64') }, 'file'],
    ['a thumb of 65 KB', { kind: 'thumb', file: jpg(65 * 1024).toString('base64') }, 'file'],
    ['what is no base64', { file: '%%%' }, 'file'],
    ['a name that a rule could not tell from ours', { name: '@url:x', file: jpg().toString('base64') }, 'name'],
  ])('refuses %s before WeChat is called', async (_name, fields, field) => {
    const world = sendingWorld(engine);
    const answer = await world.invoke('upload', { name: 'a', kind: 'image', ...fields });
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } });
    expect(answer.ok ? [] : answer.error.fields?.map((fault) => fault.field)).toContain(field);
    expect([...world.calls('/cgi-bin/material/add_material'), ...world.calls('/cgi-bin/media/upload')]).toEqual([]);
  });

  it('says that an address cannot be fetched', async () => {
    const world = sendingWorld(engine);
    await expect(
      world.invoke('upload', { name: 'a', kind: 'image', url: 'https://a.cn/a.jpg' }),
    ).resolves.toMatchObject({
      error: { code: 'file-fetch', message: expect.stringContaining('404') },
    });
  });

  it('keeps what a mini program needs alive from its address', async () => {
    const url = 'https://a.cn/a.jpg';
    const world = sendingWorld(engine, mini, {}, { [url]: jpg() });
    await expect(world.invoke('upload', { name: 'a', kind: 'image', url })).resolves.toMatchObject({
      state: 'temporary',
    });
    await expect(world.invoke('upload', { name: 'b', kind: 'voice', url })).resolves.toMatchObject({
      error: { code: 'bad-input' },
    });
    for (let day = 0; day < 7; day++) {
      await world.simulator.advance(DAY);
      await deliverDue(world.deps);
    }
    expect(world.calls('/cgi-bin/media/upload')).toHaveLength(3);
    const listed = (await world.invoke('media')) as unknown as { media: { state: string; mediaId: string }[] };
    expect(listed.media).toMatchObject([{ state: 'temporary' }]);
  });
});

describe('a rule that names a medium', () => {
  it('says when it is not there, goes live when it is, and says when it is about to go', async () => {
    const { account, deps, put, item } = publishingWorld(engine);
    let now = deps.clock();
    const library = createMediaLibrary({ client: engine.client, table: 'kefu-accounts' });
    const publish = () => publishRules({ ...deps, library, clock: () => now }, account);
    await put(typedRule('poster', { kind: 'image', media: '海报' }));
    await publish();
    expect(await item('poster')).toMatchObject({ status: 'error', error: expect.stringContaining('not uploaded') });
    const uploadedAt = now / 1000;
    const stored = { name: '海报', kind: 'image', mediaId: 'm1', bytes: 8, uploadedAt } as const;
    await library.put(account, { ...stored, diesAt: uploadedAt + 3 * DAY });
    await expect(publish()).resolves.toMatchObject({ outcome: 'published', faults: 0 });
    expect(await item('poster')).toMatchObject({ status: 'live' });
    await expect(publish()).resolves.toMatchObject({ outcome: 'unchanged' });
    now += 2.9 * DAY * 1000;
    await publish();
    expect(await item('poster')).toMatchObject({
      status: 'live',
      warning: expect.stringContaining('dies within hours'),
    });
    now += DAY * 1000;
    await publish();
    expect(await item('poster')).toMatchObject({ status: 'error' });
  });

  it('has its rules judged again once when a temporary medium comes to its end', async () => {
    const world = sendingWorld(engine);
    const file = jpg().toString('base64');
    await world.invoke('upload', { name: 'a', kind: 'image', file, temporary: true });
    const told: number[] = [];
    for (let hours = 0; hours < 80; hours += 10) {
      await deliverDue(world.deps);
      told.push(world.republished.length);
      await world.simulator.advance(36_000);
    }
    expect(told).toEqual([1, 1, 1, 1, 1, 1, 2, 2]);
    await deliverDue(world.deps);
    expect(world.republished).toHaveLength(3);
  });
});
