/**
 * Reads what the callback answered as WeChat does, and says why it does not take it.
 *
 * @see 被动回复用户消息 in the documentation of official accounts; 接收消息和事件 of mini programs
 */
import { isMiniProgram } from './accounts.ts';
import { LITERALS, openAnswer, parseJson } from './answer-envelope.ts';
import { contentOf } from './reply-content.ts';
import type { AccountState, ChatContent, Push, Rejection } from './types.ts';
import { type Element, readXml, UnreadableAnswer } from './xml-reader.ts';

/** What WeChat makes of an answer. */
export type Verdict =
  | { kind: 'nothing' }
  | { kind: 'content'; content: ChatContent; trimmed?: string }
  | { kind: 'transfer'; kfAccount?: string }
  | { kind: 'rejected'; reason: string; detail: string; effect: Rejection['effect'] };

/** An answer's fields, whether it came as XML or JSON; repeated elements are a list. */
export interface AnswerFields {
  [name: string]: string | AnswerFields | AnswerFields[];
}

/** The verdict, and the plain answer where it could be decrypted. */
export function readAnswer(account: AccountState, push: Push, body: string): { plain?: string; verdict: Verdict } {
  let plain: string | undefined;
  try {
    plain = openAnswer(account.settings, body);
    return { plain, verdict: judge(account, push, plain) };
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    return { ...(plain === undefined ? {} : { plain }), verdict: rejected(account, plain ?? '', error) };
  }
}

/**
 * A mini program ignores what it does not take, and so does a transfer with blanks in it; an official account's user
 * reads the system notice.
 */
function rejected({ settings }: AccountState, plain: string, { reason, message }: UnreadableAnswer): Verdict {
  const silent = isMiniProgram(settings.kind) || plain.includes('transfer_customer_service');
  return { kind: 'rejected', reason, detail: message, effect: silent ? 'ignored' : 'notice' };
}

function judge(account: AccountState, push: Push, plain: string): Verdict {
  if (LITERALS.includes(plain)) return { kind: 'nothing' };
  const fields = account.settings.format === 'json' ? fromJson(parseJson(plain)) : fromXml(plain);
  checkHeader(account, push, fields);
  if (fields.MsgType === 'transfer_customer_service') return transfer(push, fields);
  if (isMiniProgram(account.settings.kind))
    throw new UnreadableAnswer(
      'kind-not-allowed',
      'a mini program takes transfer_customer_service and success only; send with custom/send',
    );
  return { kind: 'content', ...contentOf(account, push, fields) };
}

function fromXml(plain: string): AnswerFields {
  if (plain.startsWith('{')) throw new UnreadableAnswer('wrong-format', 'XML was expected, the answer is JSON');
  const root = readXml(plain, false);
  if (root.name !== 'xml')
    throw new UnreadableAnswer('wrong-element', `the root element is called ${root.name}, not xml`);
  return fieldsOf(root);
}

function fieldsOf({ children }: Element): AnswerFields {
  const fields: AnswerFields = {};
  for (const child of children) {
    const value = child.children.length > 0 ? fieldsOf(child) : child.text;
    if (child.name === 'item') fields.item = [...((fields.item as AnswerFields[]) ?? []), fieldsOf(child)];
    else if (Object.hasOwn(fields, child.name))
      throw new UnreadableAnswer('repeated-element', `${child.name} occurs twice`);
    else fields[child.name] = value;
  }
  return fields;
}

const fromJson = (value: object): AnswerFields =>
  Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'object' && inner !== null ? fromJson(inner) : String(inner),
    ]),
  );

/** Case counts: `<tousername>` is another element. */
const HEADER = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType'];

function checkHeader({ settings }: AccountState, push: Push, fields: AnswerFields): void {
  const missing = HEADER.filter((name) => typeof fields[name] !== 'string');
  if (missing.length > 0)
    throw new UnreadableAnswer('wrong-element', `${missing.join(', ')} missing (names count case by case)`);
  if (fields.ToUserName !== push.openId)
    throw new UnreadableAnswer('to-user-name', 'ToUserName is not the user who wrote');
  if (fields.FromUserName !== settings.originalId)
    throw new UnreadableAnswer('from-user-name', `FromUserName is not ${settings.originalId}`);
  if (!/^\d{1,10}$/.test(String(fields.CreateTime)))
    throw new UnreadableAnswer('create-time', `CreateTime ${String(fields.CreateTime)} is not in whole seconds`);
}

function transfer(push: Push, { TransInfo }: AnswerFields): Verdict {
  if (push.isEvent)
    return {
      kind: 'rejected',
      reason: 'transfer-of-event',
      detail: `${push.what} is an event: agents would see a meaningless item`,
      effect: 'ignored',
    };
  if (TransInfo === undefined) return { kind: 'transfer' };
  const kfAccount = typeof TransInfo === 'object' && !Array.isArray(TransInfo) ? TransInfo.KfAccount : undefined;
  if (typeof kfAccount !== 'string' || kfAccount === '')
    throw new UnreadableAnswer('wrong-element', 'transfer_customer_service: TransInfo has no KfAccount');
  return { kind: 'transfer', kfAccount };
}
