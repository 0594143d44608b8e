import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { StartError } from '../../../tools/local/http/listen.ts';
import { lockFolder } from '../../../tools/local/lock.ts';
import { readOptions } from '../../../tools/local/options.ts';
import { startLocal } from '../../../tools/local/start.ts';

const folder = mkdtempSync(join(tmpdir(), 'kefu-refused-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FREE = { console: 0, aws: 0, wechat: 0 };

describe('a start that cannot be', () => {
  it.each([
    ['console', 'PORT', 'the console page'],
    ['aws', 'AWS_PORT', 'the AWS endpoint'],
    ['wechat', 'WECHAT_PORT', 'the simulated WeChat'],
  ])('names the taken port of the %s, and how to choose another', async (place, variable, name) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const starting = startLocal({ folder, reset: false, ports: { ...FREE, [place]: port } });
    await expect(starting).rejects.toThrow(StartError);
    await expect(starting).rejects.toThrow(
      new RegExp(`^Port ${port}, where ${name}[^]*${variable}=${port + 1} npm start`),
    );
    other.close();
  });

  it.each([
    [['--rest'], {}, '--rest is unknown to npm start'],
    [['fast'], {}, 'fast is unknown to npm start'],
    [[], { PORT: 'abc' }, 'PORT=abc is no port'],
    [[], { AWS_PORT: '65536' }, 'AWS_PORT=65536 is no port'],
  ])('names what is wrong with %j %j', (args, env, words) => {
    expect(() => readOptions(args, env)).toThrow(words);
  });

  it('names the process that uses the same data', () => {
    const release = lockFolder(folder, process.ppid);
    expect(() => lockFolder(folder)).toThrow(`in use by another npm start (process ${process.ppid})`);
    release();
    expect(() => lockFolder(folder)()).not.toThrow();
  });
});

describe('the options of a start', () => {
  it('are the usual ports and folder', () => {
    expect(readOptions([], {})).toEqual({
      folder: '.local',
      reset: false,
      robot: false,
      ports: { console: 3000, aws: 4566, wechat: 3001 },
    });
  });

  it('take ports, another WeChat and a reset', () => {
    const env = { PORT: '0', AWS_PORT: '1', WECHAT_PORT: '2', WECHAT_API: 'https://api.weixin.qq.com' };
    expect(readOptions(['--reset'], env)).toMatchObject({
      reset: true,
      ports: { console: 0, aws: 1, wechat: 2 },
      wechatApi: 'https://api.weixin.qq.com',
    });
  });
});
