import type { Command } from 'commander';
import { CHANNELS } from '../../../functions/domain/contact.ts';
import { Failure } from '../shared/failure.ts';

const PLAIN = ['source', 'scene', 'channel', 'kfAccount', 'product', 'page', 'optIn', 'text'] as const;
const TIMES = ['lastSeenFrom', 'lastSeenUntil', 'firstSeenFrom', 'firstSeenUntil'] as const;

/** Options by which contacts are chosen. */
export function filterOptions(command: Command): Command {
  return command
    .option('--tag <tag>', 'has this tag; several times', collect, [])
    .option('--source <text>', 'where they came from last')
    .option('--scene <text>', 'a QR scene they came by')
    .option('--channel <name>', `how they first came: ${CHANNELS.join(' ')}`)
    .option('--kf-account <name>', 'who served them last')
    .option('--product <text>', 'a product they looked at')
    .option('--page <path>', 'a page of the mini program, without what follows ?')
    .option('--opt-in <template>', 'allowed this subscribe message')
    .option('--text <text>', 'part of the remark, the name or the OpenID')
    .option('--handed-off', 'asked for a human')
    .option('--subscribed', 'follows the official account')
    .option('--last-seen-from <date>', 'YYYY-MM-DD, China time')
    .option('--last-seen-until <date>', 'YYYY-MM-DD, not included')
    .option('--first-seen-from <date>', 'YYYY-MM-DD')
    .option('--first-seen-until <date>', 'YYYY-MM-DD, not included')
    .option('--field <name=value>', 'a free field; several times', collect, [])
    .option('--claim <name=value>', 'what their session-from says; several times', collect, []);
}

/** The filter that the options say. @throws Failure naming the option */
export function filterFrom(options: Record<string, unknown>): Record<string, unknown> {
  const { tag, field, claim, handedOff, subscribed } = options as Record<string, string[] | undefined>;
  const plain = PLAIN.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]]));
  const times = TIMES.flatMap((name) =>
    options[name] === undefined ? [] : [[name, day(name, String(options[name]))]],
  );
  return {
    ...Object.fromEntries([...plain, ...times]),
    ...(tag && tag.length > 0 && { tags: tag }),
    ...(handedOff && { handedOff: true }),
    ...(subscribed && { subscribed: true }),
    ...(field && field.length > 0 && { fields: pairs('--field', field) }),
    ...(claim && claim.length > 0 && { claims: pairs('--claim', claim) }),
  };
}

const collect = (value: string, before: string[]) => [...before, value];

function day(name: string, text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00+08:00`) : Number.NaN;
  if (!Number.isNaN(at)) return at / 1000;
  throw new Failure('usage', { zh: `${name}：${text} 不是日期，例如 2026-01-31`, en: `${name}: ${text} is no date` });
}

function pairs(name: string, texts: string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
      throw new Failure('usage', { zh: `${name}：“${text}” 应为 名称=值`, en: `${name}: "${text}" is no name=value` });
    }),
  );
}
