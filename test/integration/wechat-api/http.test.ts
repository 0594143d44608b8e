import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sendHttp } from '../../../functions/adapters/wechat-api/http.ts';

let server: Server | undefined;

async function serve(listener: RequestListener): Promise<URL> {
  const made = createServer(listener);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(made.address() as AddressInfo).port}/x?access_token=SECRET`);
}

const post = (url: URL, signal = new AbortController().signal) =>
  sendHttp({ method: 'POST', url, headers: {}, body: Buffer.from('{}'), signal, reuseConnection: false });

describe('sendHttp', () => {
  afterEach(async () => {
    server?.closeAllConnections();
    server?.close();
  });

  it('brings status, headers and body', async () => {
    const url = await serve((request, response) => {
      request.pipe(response.writeHead(201, { 'content-type': 'application/json' }));
    });
    const answer = await post(url);
    expect(answer.status).toBe(201);
    expect(answer.body.toString()).toBe('{}');
  });

  it('says that a refused connection left nothing', async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    await expect(post(url)).rejects.toMatchObject({ reached: false, message: 'ECONNREFUSED' });
  });

  it('says that a dropped connection may have arrived', async () => {
    const url = await serve((request) => request.socket.destroy());
    await expect(post(url)).rejects.toMatchObject({ reached: true, message: 'ECONNRESET' });
  });

  it('says that an answer cut short may have arrived', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('{');
      response.destroy();
    });
    await expect(post(url)).rejects.toMatchObject({ reached: true });
  });

  it('ends at the deadline, without the address in the error', async () => {
    const late = new AbortController();
    const url = await serve(() => late.abort());
    const error = await post(url, late.signal).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reached: true, message: 'timeout' });
  });
});
