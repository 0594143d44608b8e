import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileFetcher } from '../../functions/adapters/web/file-fetcher.ts';

let server: Server;
let base: string;
let requests = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    requests++;
    const path = request.url ?? '';
    if (path === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else if (path === '/moved') response.writeHead(301, { location: '/file' }).end();
    else if (path === '/inside') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    else if (path === '/large') response.end(Buffer.alloc(2_000));
    else if (path === '/endless') response.writeHead(200, { 'content-length': '5' }).flushHeaders();
    else if (path === '/file') response.end('content');
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const local = createFileFetcher({ allowPrivate: true });
const deployed = createFileFetcher({ allowPrivate: false });

describe('the file fetcher', () => {
  it.each(['/file', '/moved'])('reads %s', async (path) => {
    expect(Buffer.from(await local.read(base + path, 1_000)).toString()).toBe('content');
  });

  it.each([
    ['/large', /more than 1000 bytes/],
    ['/nothing', /HTTP status 404/],
    ['/loop', /leads on more than 3 times/],
    ['/inside', /https/],
  ])('refuses %s', async (path, message) => {
    await expect(local.read(base + path, 1_000)).rejects.toThrow(message);
  });

  it('gives up on a server that does not end', async () => {
    const impatient = createFileFetcher({ allowPrivate: true, deadline: () => AbortSignal.timeout(50) });
    await expect(impatient.read(`${base}/endless`, 1_000)).rejects.toThrow('no answer in time');
  });

  it.each([
    'http://example.com/a.png',
    'https://127.0.0.1/a.png',
    'https://2130706433/a.png',
    'https://0x7f.1/a.png',
    'https://[::1]/a.png',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/a.png',
    'https://user:secret@example.com/a.png',
    'ftp://example.com/a.png',
    'no address',
  ])('never asks %s when deployed', async (url) => {
    const before = requests;
    await expect(deployed.read(url, 1_000)).rejects.toMatchObject({ code: 'file-fetch' });
    expect(requests).toBe(before);
  });
});
