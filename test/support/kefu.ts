import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Local, startLocal } from '../../tools/local/start.ts';

const KEFU = new URL('../../tools/kefu/main.ts', import.meta.url).pathname;

/** What a run of the command left. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** A local service with the command beside it. */
export interface KefuWorld {
  local: Local;
  /** An empty folder for files of the test. */
  folder: string;
  /** `npx kefu ...` in English against this service. */
  kefu(args: string[], env?: Record<string, string>): Promise<Ran>;
  /** A file in it; the result is its path. */
  file(name: string, text: string): string;
  /** What `--json` printed. */
  json<T>(...args: string[]): Promise<T>;
  close(): Promise<void>;
}

/** Start a service on free ports. */
export async function kefuWorld(): Promise<KefuWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-'));
  const local = await startLocal({ folder, reset: false, ports: { console: 0, aws: 0, wechat: 0 } });
  const kefu = (args: string[], env = {}) => runKefu(args, { KEFU_LOCAL_DIR: folder, ...env });
  return {
    local,
    folder,
    kefu,
    file: (name, text) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    json: async <T>(...args: string[]) => {
      const { out, err } = await kefu([...args, '--json']);
      if (out === '') throw new Error(`kefu ${args.join(' ')} printed nothing: ${err}`);
      return JSON.parse(out) as T;
    },
    close: async () => {
      await local.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A run of the command, in the folder `cwd` if it is given. */
export function runKefu(args: string[], env: Record<string, string>, cwd?: string): Promise<Ran> {
  const { AWS_ENDPOINT_URL: _, PORT: _p, AWS_PORT: _a, WECHAT_PORT: _w, ...inherited } = process.env;
  const environment = { ...inherited, LANG: 'C', LC_ALL: 'C', ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, [KEFU, ...args], { env: environment, cwd, maxBuffer: 64 << 20 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}
