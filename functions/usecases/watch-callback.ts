import type { Credentials } from '../domain/account.ts';
import { CANARY_ACCOUNT, CANARY_TALK } from '../domain/canary.ts';
import { AppError } from '../errors.ts';
import type { CallbackEndpoint, CanaryNest } from '../ports/canary.ts';
import type { Clock } from '../ports/clock.ts';
import { text } from '../wechat/body.ts';
import { SUCCESS } from '../wechat/passive-reply.ts';
import { openSyntheticAnswer, syntheticPush } from '../wechat/synthetic-push.ts';

export interface WatchCallbackDeps {
  nest: CanaryNest;
  endpoint: CallbackEndpoint;
  clock: Clock;
  /** A whole number below `limit`. */
  random: (limit: number) => number;
}

/** The callback did not do what it does for every user; the message says what is wrong. */
export class CanaryError extends AppError {
  readonly code = 'canary';
}

/**
 * Write to the deployed callback as WeChat does, and look at what it answers. A text must come back encrypted, with the reply
 * of a published rule; a session event must be stored, since the callback answers 500 to one that was not.
 *
 * @returns false when the canary's account was only made now: the callback knows it by the next run
 * @throws CanaryError saying what was answered instead
 */
export async function watchCallback(deps: WatchCallbackDeps): Promise<boolean> {
  const { credentials, isNew } = await deps.nest.prepare();
  if (isNew) return false;
  const answer = await push(deps, credentials, {
    MsgType: 'text',
    Content: CANARY_TALK.question,
    MsgId: messageId(deps),
  });
  const said = answerIn(credentials, answer);
  if (said !== CANARY_TALK.answer) throw new CanaryError(`a text got ${said}, not the reply of its rule`);
  const event = { MsgType: 'event', Event: 'kf_close_session', KfAccount: 'canary@canary' };
  const stored = await push(deps, credentials, event);
  if (stored !== SUCCESS) throw new CanaryError('a session event was not answered with success');
  return true;
}

/** As long as WeChat's, so that the callback keeps it apart from every other. */
const messageId = ({ random }: WatchCallbackDeps): string =>
  `7${String(random(1e9)).padStart(9, '0')}${String(random(1e9)).padStart(9, '0')}`;

async function push(
  { endpoint, clock, random }: WatchCallbackDeps,
  credentials: Credentials,
  fields: Record<string, string>,
): Promise<string> {
  const now = Math.floor(clock() / 1000);
  const sent = syntheticPush(credentials, { FromUserName: CANARY_TALK.openId, ...fields }, now, String(random(1e9)));
  const { status, body } = await endpoint.push(CANARY_ACCOUNT, sent.query, sent.body);
  if (status !== 200) throw new CanaryError(`${fields.Event ?? fields.MsgType} was answered ${status}, not 200`);
  return body;
}

/** The text of an answer, or what kind it is. Neither is secret: the rule is the canary's own. */
function answerIn(credentials: Credentials, body: string): string {
  if (body === SUCCESS || body === '') return 'no answer';
  try {
    const fields = openSyntheticAnswer(credentials, body);
    return text(fields, 'MsgType') === 'text' ? text(fields, 'Content') : text(fields, 'MsgType');
  } catch (cause) {
    throw new CanaryError('the answer to a text cannot be read with the token and key of the account', { cause });
  }
}
