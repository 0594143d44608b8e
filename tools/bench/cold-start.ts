import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { transformSync } from 'esbuild';
import { countingProxy } from './counting-proxy.ts';
import type { Row } from './row.ts';

const RUNS = 25;
const EMPTY = "export const handler = async () => ({ statusCode: 200, body: '' });\n";

/** What a run of {@link pushTo} measured, from the start of its process. */
export interface PushRun {
  loadedMs: number;
  firstMs: number;
  /** What the callback wrote to its log. */
  log: string[];
}

/** Start a process that loads a built callback and pushes messages to it. */
export async function pushTo(bundle: string, folder: string, aws: string, ...args: string[]): Promise<PushRun> {
  const env = {
    PATH: process.env.PATH,
    KEFU_PREFIX: 'kefu',
    AWS_REGION: 'ap-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: aws,
  };
  const { stdout } = await promisify(execFile)(process.execPath, [plainScript(folder), bundle, ...args], { env });
  const lines = stdout.split('\n');
  const measured = lines.find((line) => line.startsWith('bench ')) ?? 'bench {}';
  const times = JSON.parse(measured.slice('bench '.length)) as Omit<PushRun, 'log'>;
  return { ...times, log: lines.filter((line) => line.startsWith('{')) };
}

/** Process start to first answer, in pairs with a handler that does nothing, so that both see the same machine. */
export async function coldStartRows(bundle: string, folder: string, aws: string): Promise<Row[]> {
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, EMPTY);
  const replay = await countingProxy(aws, { replay: true });
  const ours: PushRun[] = [];
  const floors: PushRun[] = [];
  for (let run = 0; run < RUNS; run++) {
    floors.push(await pushTo(empty, folder, replay.url));
    ours.push(await pushTo(bundle, folder, replay.url));
  }
  await replay.close();
  const [first, floor] = [median(ours.map(({ firstMs }) => firstMs)), median(floors.map(({ firstMs }) => firstMs))];
  const loaded = median(ours.map(({ loadedMs }) => loadedMs));
  return [
    { name: 'cold start, loaded', value: loaded, unit: 'ms', floor: median(floors.map(({ loadedMs }) => loadedMs)) },
    {
      name: 'cold start, first answer',
      value: first,
      unit: 'ms',
      floor,
      note: `median of ${RUNS} pairs; AWS answers at once`,
    },
    { name: 'cold start against an empty handler', value: first / floor, unit: 'x', bar: 3.6, floor: 1 },
  ];
}

/** The pushing script without types: stripping them would count as start. */
function plainScript(folder: string): string {
  const source = readFileSync(new URL('pushed-by-wechat.ts', import.meta.url), 'utf8');
  const file = join(folder, 'pushed-by-wechat.mjs');
  writeFileSync(file, transformSync(source, { loader: 'ts', format: 'esm', target: 'node24' }).code);
  return file;
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
