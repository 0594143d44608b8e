import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { AccountKind } from '../../domain/account.ts';
import type { SendableReply } from '../../domain/conversation.ts';
import { readReply } from '../../domain/rules/check/replies.ts';
import { emptyReport, fault, type Report } from '../../domain/rules/check/report.ts';
import type { Fault } from '../../domain/rules/rule.ts';
import { defaultSettings } from '../../domain/rules/settings.ts';
import { canBeCustomSent } from '../../wechat/replies/index.ts';
import { badInput } from './answers.ts';

/** What `send` takes as its message. */
export const message = z
  .union([z.string(), z.looseObject({})], 'is no reply; give a text, or a map with a kind')
  .superRefine((given, context) => {
    for (const { field, message } of faultsAnywhere(given)) {
      const path = field.split('.').slice(1);
      context.addIssue({ code: 'custom', path, message });
    }
  })
  .describe('A reply as in a rule: a text, or a map by kind');

const SAYS_NOTHING = new Set(['hand-off', 'resume-bot', 'ticket', 'silence']);

/** A message as a rule would write it; texts may be longer, since they are cut. @throws RefusedError naming every fault */
export function readMessage(given: string | object, accountKind: AccountKind, takes: string[]): SendableReply {
  const report = emptyReport();
  const reply = textIn(given) ?? readOther(report, given, accountKind);
  if (reply !== undefined && report.faults.length === 0) return reply;
  throw badInput('send', report.faults, takes);
}

/** What is wrong for whoever sends it: said together with the faults of the other fields, before the account is read. */
function faultsAnywhere(given: string | object): readonly Fault[] {
  if (textIn(given) !== undefined) return [];
  const forMini = faultsFor(given, 'mini-program');
  const isForBoth = (one: Fault) => forMini.some((other) => isDeepStrictEqual(one, other));
  return faultsFor(given, 'service').filter(isForBoth);
}

function faultsFor(given: string | object, accountKind: AccountKind): readonly Fault[] {
  const report = emptyReport();
  readOther(report, given, accountKind);
  return report.faults;
}

/** The texts of a rule end where one message does; these do not. */
function textIn(given: string | object): SendableReply | undefined {
  const {
    kind = 'text',
    content,
    ...others
  } = typeof given === 'string' ? { content: given } : (given as Record<string, unknown>);
  const isText = kind === 'text' && typeof content === 'string' && content.trim() !== '';
  return isText && Object.keys(others).length === 0 ? { kind: 'text', content } : undefined;
}

function readOther(report: Report, given: string | object, accountKind: AccountKind): SendableReply | undefined {
  const context = { accountKind, settings: defaultSettings(accountKind) };
  const reply = readReply({ report, path: 'message', context }, given);
  if (reply === undefined) return undefined;
  if (SAYS_NOTHING.has(reply.kind))
    return fault(report, 'message.kind', `is ${reply.kind}, which is no message; give a text, image, news or the like`);
  const sendable = reply as SendableReply;
  if (!canBeCustomSent(sendable.kind, accountKind))
    fault(report, 'message.kind', `is ${reply.kind}, which ${owner(accountKind)} cannot send; give another kind`);
  if (sendable.kind === 'news' && sendable.articles.length > 1)
    fault(report, 'message.articles', `has ${sendable.articles.length} articles; WeChat sends 1`);
  if (sendable.kind === 'video' && sendable.thumbMediaId === undefined)
    fault(report, 'message.thumbMediaId', 'is missing; a video that is sent needs it');
  return sendable;
}

const owner = (kind: AccountKind): string => (kind === 'mini-program' ? 'a mini program' : 'an official account');
