import { pushTo } from './cold-start.ts';
import { type Counter, countingProxy } from './counting-proxy.ts';
import type { Row } from './row.ts';

const MESSAGES = 200;
/** Logged at most, with the end of the line. */
const LINE_BAR = 240;

/** What a message costs: requests to DynamoDB from a warm container, and bytes of log. */
export async function requestRows(bundle: string, folder: string, aws: string): Promise<Row[]> {
  const counter = await countingProxy(aws);
  const ruled = await counted(counter, () => pushTo(bundle, folder, counter.url, String(MESSAGES), '流量'));
  const handedOff = await counted(counter, () => pushTo(bundle, folder, counter.url, String(MESSAGES), '0'));
  await counter.close();
  const bytes = ruled.log
    .filter((line) => line.includes('message.answered'))
    .map((line) => Buffer.byteLength(line) + 1);
  return [
    {
      name: 'writes for a text answered by a rule',
      value: ruled.writes / MESSAGES,
      unit: 'requests',
      bar: 1,
      floor: 1,
    },
    {
      name: 'reads beside it, in all',
      value: ruled.reads,
      unit: 'requests',
      note: `of ${MESSAGES} messages; pointer every 2 s, first snapshot`,
    },
    { name: 'writes for a plain hand-off', value: handedOff.writes / MESSAGES, unit: 'requests', bar: 2, floor: 1 },
    { name: 'log line of a message', value: Math.max(...bytes), unit: 'bytes', bar: LINE_BAR },
  ];
}

async function counted(counter: Counter, run: () => ReturnType<typeof pushTo>) {
  counter.take();
  const { log } = await run();
  const operations = [...counter.take()];
  const sum = (pattern: RegExp) => operations.reduce((all, [name, times]) => all + (pattern.test(name) ? times : 0), 0);
  return { log, writes: sum(/Update|Put|Delete|Write/), reads: sum(/Get|Query|Scan/) };
}
