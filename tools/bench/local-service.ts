import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Row } from './row.ts';

/** A running `npm start`, in a folder of its own. */
export interface LocalService {
  /** The AWS endpoint. */
  aws: string;
  readyMs: number;
  memoryMb: number;
  stop(): Promise<void>;
}

/** Start the local service as `npm start` does, and wait until it says that it is ready. */
export async function startService(): Promise<LocalService> {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-bench-'));
  const env = { ...process.env, KEFU_LOCAL_DIR: folder, PORT: '0', AWS_PORT: '0', WECHAT_PORT: '0' };
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['tools/local/main.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('ready ')) continue;
    const readyMs = performance.now() - startedAt;
    child.stdout.resume();
    const { aws } = JSON.parse(line.slice('ready '.length)) as { aws: string };
    const stop = async () => {
      child.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    };
    return { aws, readyMs, memoryMb: residentMb(child.pid), stop };
  }
  throw new Error('npm start ended before it was ready');
}

/** How long a start takes on this machine, and what it holds. */
export const serviceRows = ({ readyMs, memoryMb }: LocalService): Row[] => [
  { name: 'npm start to ready', value: readyMs, unit: 'ms', bar: 3000 },
  { name: 'npm start, memory', value: memoryMb, unit: 'MB', bar: 300 },
];

const residentMb = (pid = 0): number =>
  (Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024) / 1e6;
