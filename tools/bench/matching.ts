import { compile } from '../../functions/domain/rules/compile.ts';
import { loadRegexEngine } from '../../functions/domain/rules/regex-engine.ts';
import type { RuleSet, Snapshot } from '../../functions/domain/rules/rule-set.ts';
import { defaultSettings } from '../../functions/domain/rules/settings.ts';
import { decodeSnapshot, encodeSnapshot } from '../../functions/domain/rules/snapshot-codec.ts';
import type { Message } from '../../functions/wechat/messages/index.ts';
import { sampleRules, sampleText, seeded } from './matching-sample.ts';
import type { Row } from './row.ts';

const MANY = 10_000;
const FEW = 10;
const BATCHES = 21;
const BATCH = 2000;
const WARM_UP = 60_000;

/** Matching, building the index, loading a snapshot, and hostile patterns. */
export async function matchingRows(): Promise<Row[]> {
  return [
    ...(await matchRows()),
    ...(await loadRows()),
    { name: 'hostile patterns on 600 characters, the slowest', value: await hostileTime(), unit: 'ms', bar: 1 },
  ];
}

function snapshotOf(count: number): Snapshot {
  return { account: 'bench', number: 1, rules: sampleRules(count), settings: defaultSettings('service') };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** The time of the quieter batches: neighbours on the machine empty the caches, which is not what is measured. */
function quiet(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 2] ?? 0;
}

const random = seeded(99);

function messages(count: number): Message[] {
  return Array.from({ length: count }, (_, i) => ({
    kind: 'text',
    account: 'bench',
    openId: 'o',
    originalId: 'gh_bench',
    createdAt: 1,
    messageKey: `${i}`,
    messageId: `${i}`,
    content: sampleText(random),
  }));
}

/** Microseconds a text; every text is met once. The two are measured in turns, so that both meet the same machine. */
async function matchRows(): Promise<Row[]> {
  const few = await compile(snapshotOf(FEW));
  const many = await compile(snapshotOf(MANY));
  for (const ruleSet of [few, many]) perText(ruleSet, messages(WARM_UP));
  const pairs = Array.from(
    { length: BATCHES },
    () => [perText(few, messages(BATCH)), perText(many, messages(BATCH))] as const,
  );
  const [fewTime, manyTime] = [quiet(pairs.map(([time]) => time)), quiet(pairs.map(([, time]) => time))];
  const [fewAgain, manyAgain] = [repeatedTime(few), repeatedTime(many)];
  return [
    { name: 'matching, 10 rules, new texts', value: fewTime, unit: 'µs' },
    { name: 'matching, 10,000 rules of all kinds, new texts', value: manyTime, unit: 'µs', bar: 3, floor: scanTime() },
    { name: 'matching, 10 rules, texts seen before', value: fewAgain, unit: 'µs' },
    { name: 'matching, 10,000 rules, texts seen before', value: manyAgain, unit: 'µs' },
    { name: 'matching, 10,000 rules against 10, texts seen before', value: manyAgain / fewAgain, unit: 'x' },
    { name: 'matching, 10,000 rules against 10, new texts', value: manyTime / fewTime, unit: 'x', bar: 5 },
  ];
}

const REPEATED = 200;
const ROUNDS = 100;

/** Microseconds a text, when the same few texts come again and again. */
function repeatedTime(ruleSet: RuleSet): number {
  const texts = messages(REPEATED);
  for (let i = 0; i < ROUNDS; i++) perText(ruleSet, texts);
  return quiet(Array.from({ length: ROUNDS }, () => perText(ruleSet, texts)));
}

function perText(ruleSet: RuleSet, texts: Message[]): number {
  const start = performance.now();
  for (const text of texts) ruleSet.find(text, () => true);
  return ((performance.now() - start) * 1000) / texts.length;
}

/** Reading each character and one look into a map: less no index can do. */
function scanTime(): number {
  const map = new Map(sampleRules(MANY).map(({ keywords }, i) => [keywords[0], i]));
  let sum = 0;
  const perBatch = () => {
    const texts = messages(BATCH).map((message) => ('content' in message ? message.content : ''));
    const start = performance.now();
    for (const text of texts) {
      for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i);
      sum += map.get(text) ?? 0;
    }
    return ((performance.now() - start) * 1000) / texts.length + sum * 0;
  };
  return median(Array.from({ length: BATCHES }, perBatch));
}

async function loadRows(): Promise<Row[]> {
  const snapshot = snapshotOf(MANY);
  const bytes = encodeSnapshot(snapshot);
  const [builds, loads]: [number[], number[]] = [[], []];
  for (let i = 0; i < 7; i++) {
    const start = performance.now();
    const decoded = decodeSnapshot(bytes);
    const parsed = performance.now();
    await compile(decoded);
    builds.push(performance.now() - parsed);
    loads.push(performance.now() - start);
  }
  return [
    { name: 'building the index of 10,000 rules', value: median(builds), unit: 'ms', bar: 60 },
    { name: 'loading a snapshot of 10,000 rules', value: median(loads), unit: 'ms', bar: 100 },
    {
      name: 'a stored snapshot of 10,000 rules',
      value: bytes.length / 1000,
      unit: 'kB',
      note: 'the design expects about 1 MB',
    },
  ];
}

const HOSTILE: [pattern: string, text: string][] = [
  ['(a+)+$', `${'a'.repeat(599)}!`],
  ['(a|aa)+$', `${'a'.repeat(599)}!`],
  ['(x+x+)+y', 'x'.repeat(600)],
  ['(.*a){15}c', 'ab'.repeat(300)],
  ['[ab]*a[ab]{70}c', 'ab'.repeat(300)],
  ['(?:a?){25}a{25}c', 'a'.repeat(600)],
  ['(.*.*.*.*)*=', '流量'.repeat(300)],
];

async function hostileTime(): Promise<number> {
  const engine = await loadRegexEngine();
  const times = HOSTILE.map(([pattern, text]) => {
    const compiled = engine(pattern);
    return median(Array.from({ length: 15 }, () => timed(() => compiled.test(text))));
  });
  return Math.max(...times);
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
