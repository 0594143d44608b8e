import { hash } from 'node:crypto';
import { CANARY_ACCOUNT } from '../domain/canary.ts';
import type { LogField } from '../ports/logger.ts';
import type { AnsweredPush } from './answer-push.ts';

/** The event name that metrics and statistics look for. */
export const ANSWERED = 'message.answered';

/** Under which name an answer is logged: nobody counts what the canary says. */
export const answeredEvent = (account: string): string => (account === CANARY_ACCOUNT ? 'canary.answered' : ANSWERED);

/** CloudWatch bills by the byte, and this line is most of it. */
const MAX_BYTES = 240;
/** What the logger adds: level, event name, braces and the end of the line. */
const FRAME_BYTES = 48;

/** The one line of a message: no text, and the user as a keyed hash that only this account's secret gives. */
export function answerFields({ account, message, handled }: AnsweredPush, ms: number): Record<string, LogField> {
  const { decision, reply, repeated } = handled;
  const sends = decision?.outbox.some(({ kind }) => kind === 'send') ?? false;
  const fields = {
    account: message.account,
    kind: message.kind,
    rule: decision?.rule?.id,
    mode: decision?.mode,
    reply: reply?.kind ?? (sends ? 'outbox' : 'success'),
    byDefault: decision?.rule?.isDefault,
    duplicate: repeated,
    ms: Math.round(ms),
    user: userMark(account.appSecret, message.openId),
  };
  return fields.rule === undefined ? fields : { ...fields, rule: clipped(fields.rule, fields) };
}

/** Ten characters that stand for a user in the logs of an account. */
export const userMark = (secret: string, openId: string): string =>
  hash('sha1', `${secret}\n${openId}`, 'base64url').slice(0, 10);

/** As much of a rule's id as the line has room for. */
function clipped(id: string, fields: Record<string, LogField>): string {
  const over = Buffer.byteLength(JSON.stringify(fields)) + FRAME_BYTES - MAX_BYTES;
  if (over <= 0) return id;
  const characters = [...id];
  let bytes = Buffer.byteLength(JSON.stringify(id)) - over;
  let text = '';
  for (const character of characters) {
    bytes -= Buffer.byteLength(JSON.stringify(character)) - 2;
    if (bytes < 2) break;
    text += character;
  }
  return text;
}
