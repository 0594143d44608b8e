import { createCipheriv, createDecipheriv, createSecretKey, hash, randomBytes } from 'node:crypto';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Credentials, Encryption } from '../../functions/domain/account.ts';
import { FRESH } from '../../functions/domain/mode.ts';
import { compile } from '../../functions/domain/rules/compile.ts';
import type { RuleSet } from '../../functions/domain/rules/rule-set.ts';
import { defaultSettings } from '../../functions/domain/rules/settings.ts';
import { createCallback } from '../../functions/handlers/callback.ts';
import { answerFields } from '../../functions/usecases/answer-log.ts';
import { answerPush } from '../../functions/usecases/answer-push.ts';
import { createCipherKey, encrypt } from '../../functions/wechat/cipher.ts';
import { sign } from '../../functions/wechat/signature.ts';
import { sampleRules, sampleText, seeded } from './matching-sample.ts';
import type { Row } from './row.ts';

const RULES = 10_000;
const MESSAGES = 4_000;
const ROUNDS = 21;
/** The compiler is still at work in these: the first takes five times as long as the sixth. */
const WARM_UP_ROUNDS = 6;
const NOW = 1_700_000_000;
const BARS = { plain: 16, safe: 28 } as const;
/** Tokens, keys and ids of nobody. */
const ACCOUNT: Credentials = {
  kind: 'service',
  appId: 'wx1234567890abcdef',
  appSecret: 'bench',
  originalId: 'gh_0123456789ab',
  token: 'bench',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  encryption: 'safe',
};

/** The callback's own CPU for one message with 10,000 rules: everything from the event to the answer but the AWS client. */
export async function benchCallbackCpu(): Promise<Row[]> {
  const settings = defaultSettings('service');
  const ruleSet = await compile({ account: 'bench', number: 1, rules: sampleRules(RULES), settings });
  const rows: Row[] = [];
  for (const encryption of ['plain', 'safe'] as const) rows.push(...(await rowsOf(ruleSet, encryption)));
  return rows;
}

async function rowsOf(ruleSet: RuleSet, encryption: 'plain' | 'safe'): Promise<Row[]> {
  const account = { ...ACCOUNT, encryption };
  const deps = depsOf(ruleSet, account);
  const requests = pushes(account, seeded(11));
  const value = await median(requests, async ({ query, body }) => {
    const answered = await answerPush(deps, { account: 'bench', query, receivedAtMs: NOW * 1000, body: () => body });
    if (answered !== undefined) JSON.stringify(answerFields(answered, 1));
  });
  const handler = createCallback(() => deps);
  const whole = await median(requests.map(toEvent), async (event) => {
    await handler(event, {} as Context);
  });
  const floor = await median(requests, floorOf(encryption));
  const name = `callback CPU, ${encryption}, 10,000 rules`;
  return [
    { name, value, unit: 'µs', bar: BARS[encryption], floor, note: 'without the AWS client; texts never seen before' },
    { name: `${name}, with middy and the HTTP event`, value: whole, unit: 'µs' },
  ];
}

function depsOf(ruleSet: RuleSet, account: Credentials) {
  const before = { state: FRESH, rests: [] };
  return {
    credentials: { read: async () => account },
    conversations: { record: async () => ({ before, repeated: false }), apply: async () => ({}) },
    ruleSets: { current: async () => ruleSet, numbered: async () => ruleSet },
    agents: { online: async () => undefined, book: async () => undefined },
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    now: () => NOW * 1000,
    budgetMs: 3_000,
  };
}

interface Push {
  query: Record<string, string>;
  body: string;
}

function pushes(account: Credentials, random: () => number): Push[] {
  const key = createCipherKey(account.encodingAesKey);
  return Array.from({ length: MESSAGES }, (_, index) => {
    const plain = `<xml><ToUserName><![CDATA[${account.originalId}]]></ToUserName><FromUserName><![CDATA[oABCD1234567890abcdefghijklm]]></FromUserName><CreateTime>${NOW}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${sampleText(random)}]]></Content><MsgId>${24_512_345_678_000_000n + BigInt(index)}</MsgId></xml>`;
    return account.encryption === 'plain'
      ? signedPlain(account, plain)
      : signedSafe(account, encrypt(key, account.appId, plain));
  });
}

const NONCE = '1320562132';
const TIMESTAMP = String(NOW);

const signedPlain = ({ token }: Credentials, body: string): Push => ({
  query: { signature: sign(token, TIMESTAMP, NONCE), timestamp: TIMESTAMP, nonce: NONCE, openid: 'o' },
  body: flat(body),
});

const signedSafe = ({ token, originalId }: Credentials, encrypted: string): Push => ({
  query: {
    signature: sign(token, TIMESTAMP, NONCE),
    timestamp: TIMESTAMP,
    nonce: NONCE,
    encrypt_type: 'aes',
    msg_signature: sign(token, TIMESTAMP, NONCE, encrypted),
  },
  body: flat(
    `<xml><ToUserName><![CDATA[${originalId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
  ),
});

/** What a gateway hands on is one string, no tree of parts. */
const flat = (text: string): string => Buffer.from(text).toString();

const toEvent = ({ query, body }: Push): APIGatewayProxyEventV2 =>
  ({
    pathParameters: { account: 'bench' },
    queryStringParameters: query,
    body,
    isBase64Encoded: false,
    requestContext: { http: { method: 'POST' }, timeEpoch: NOW * 1000 },
  }) as unknown as APIGatewayProxyEventV2;

/** The least that protocol asks for: one hash and a search in the body; with AES both ways and a second hash. */
function floorOf(encryption: Encryption): (push: Push) => Promise<void> {
  const key = createSecretKey(randomBytes(32));
  const iv = randomBytes(16);
  return async ({ query, body }) => {
    hash('sha1', `bench${query.timestamp}${query.nonce}`);
    const found = body.slice(body.indexOf('<Content>'), body.indexOf('</Content>'));
    if (encryption === 'plain') return;
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    const sealed = Buffer.concat([cipher.update(body), cipher.final()]);
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    Buffer.concat([decipher.update(sealed), decipher.final()]);
    hash('sha1', body + found);
  };
}

/** Median microseconds of CPU per item over several rounds. */
async function median<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage();
    for (const item of items) await work(item);
    const { user, system } = process.cpuUsage(start);
    rounds.push((user + system) / items.length);
  }
  const warm = rounds.slice(WARM_UP_ROUNDS).sort((a, b) => a - b);
  return warm[Math.floor(warm.length / 2)] ?? Number.NaN;
}
