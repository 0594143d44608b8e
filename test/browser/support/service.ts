import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = new URL('../../../tools/local/main.ts', import.meta.url).pathname;

/** `npm start` on free ports with data of its own. */
export interface Service {
  console: string;
  aws: string;
  wechat: string;
  stop(): void;
}

/** Start it, and wait until all of it answers. */
export async function startService(): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-browser-'));
  const { WECHAT_API: _, ...inherited } = process.env;
  const env = { ...inherited, KEFU_LOCAL_DIR: folder, PORT: '0', AWS_PORT: '0', WECHAT_PORT: '0' };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('ready ')) continue;
    child.stdout.resume();
    return { ...(JSON.parse(line.slice('ready '.length)) as Omit<Service, 'stop'>), stop };
  }
  stop();
  throw new Error('npm start ended before it was ready');
}
