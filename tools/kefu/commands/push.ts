import { randomBytes } from 'node:crypto';
import { Command, Option } from 'commander';
import type { Credentials } from '../../../functions/domain/account.ts';
import { createAccount } from '../../simulator/accounts.ts';
import type { AccountSettings } from '../../simulator/types.ts';
import { toJson, toXml } from '../../simulator/wire.ts';
import { describeAnswer } from '../push/answer.ts';
import { type Delivery, deliver } from '../push/deliver.ts';
import { wireMessage } from '../push/message.ts';
import { serviceTime } from '../push/service-time.ts';
import { type Context, contextOf } from '../shared/context.ts';
import { readCredentials } from '../shared/credentials.ts';
import { Failure } from '../shared/failure.ts';
import { wholeNumber } from '../shared/whole-number.ts';

interface PushOptions {
  kind?: string;
  event?: string;
  key?: string;
  sessionFrom?: string;
  field: string[];
  from?: string;
  repeat: number;
  url?: string;
  format?: 'xml' | 'json';
}

/** `kefu push`: push a message to the callback as WeChat does, and show the reply. */
export const pushCommand = () =>
  new Command('push')
    .description('push a message to the callback as WeChat does, and show the reply · 像微信一样推送一条消息')
    .argument('<account>', 'account: demo, plain, mini, or one of yours')
    .argument('[text]', 'the text a user sends')
    .option('--kind <kind>', 'another kind: image voice video shortvideo location link file miniprogrampage')
    .option('--event <name>', 'an event by its wire name: subscribe, CLICK, SCAN, kf_create_session ...')
    .option('--key <key>', 'EventKey of the event')
    .option('--session-from <text>', 'a user enters the mini program’s chat with this session-from')
    .option('--field <Name=value>', 'any field by its wire name; may come several times', collect, [])
    .option('--from <openid>', 'the user; else a new one')
    .option(
      '--repeat <n>',
      'deliver the same message n times, as WeChat does when an answer is late',
      wholeNumber(1, 1000),
      1,
    )
    .option('--url <url>', 'another callback, as https://....amazonaws.com/callback')
    .addOption(new Option('--format <format>', 'xml or json; else by the kind of account').choices(['xml', 'json']))
    .action(async (account: string, text: string | undefined, options: PushOptions, command: Command) => {
      await push(contextOf(command), account, text, options);
    });

const collect = (value: string, before: string[]) => [...before, value];

async function push({ output, target }: Context, account: string, text: string | undefined, options: PushOptions) {
  const { from, repeat, field: fields, ...rest } = options;
  const message = wireMessage({ ...rest, fields, ...(text !== undefined && { text }) });
  const credentials = await readCredentials(target, account);
  const callback = options.url?.replace(/\/$/, '') ?? target.callback ?? needsUrl();
  const settings = settingsOf(account, credentials, options.format);
  const openId = from ?? `o${randomBytes(20).toString('base64url').slice(0, 27)}`;
  const now = await serviceTime(callback, target.local && !options.url);
  const fixed = { ToUserName: settings.originalId, FromUserName: openId, CreateTime: now };
  const body = (settings.format === 'json' ? toJson : toXml)({ ...fixed, ...message });
  const deliveries: Delivery[] = [];
  for (let count = 0; count < repeat; count++) {
    deliveries.push(await deliver({ callback, local: target.local, settings, openId, body, now }));
  }
  const lines = deliveries.map(({ answer, milliseconds }) => `${describeAnswer(answer, output)}\n  ${milliseconds} ms`);
  output.result({ account, openId, deliveries }, [...lines, `  --from ${openId}`].join('\n'));
}

function needsUrl(): never {
  throw new Failure('usage', {
    zh: '请用 --url 给出部署输出的回调地址，例如 https://….amazonaws.com/callback',
    en: 'Give the callback that the deployment printed: --url https://....amazonaws.com/callback',
  });
}

/** A mini program usually has the JSON format, an official account has XML only. */
function settingsOf(name: string, credentials: Credentials, format?: 'xml' | 'json'): AccountSettings {
  const { kind, appId, originalId, token, encodingAesKey, encryption } = credentials;
  const usual = kind === 'mini-program' ? 'json' : 'xml';
  return createAccount({ name, kind, appId, originalId, token, encodingAesKey, encryption, format: format ?? usual })
    .settings;
}
