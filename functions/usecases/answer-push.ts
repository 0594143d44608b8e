import type { Credentials } from '../domain/account.ts';
import { ProtocolError, SignatureError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialsStore } from '../ports/credentials.ts';
import type { Format } from '../wechat/body.ts';
import { isTransferable, type Message, parseMessage } from '../wechat/messages/index.ts';
import { encodeReply, SUCCESS, sealReply } from '../wechat/passive-reply.ts';
import { type CallbackQuery, type OpenedPush, openPush, verifyUrl } from '../wechat/push.ts';
import { startDeadline } from './deadline.ts';
import { type Handled, type HandleMessageDeps, handleMessage } from './handle-message.ts';

export interface AnswerPushDeps extends HandleMessageDeps {
  credentials: CredentialsStore;
  now: Clock;
  /** Milliseconds a message may take from the moment the gateway took it. WeChat's limit is 5 s, networks included. */
  budgetMs: number;
}

/** A callback request, whatever brought it. */
export interface CallbackRequest {
  account: string;
  query: CallbackQuery;
  body(): string;
  /** When it arrived, epoch milliseconds. */
  receivedAtMs: number;
}

/** An answered push. */
export interface AnsweredPush {
  account: Credentials;
  message: Message;
  handled: Handled;
  body: string;
  format: Format | 'text';
  /** A session event that is not stored: WeChat has to repeat it. */
  mustRepeat: boolean;
}

/** A copy of the credentials that is older may miss a rotation, or a parameter saved a moment ago. */
const DOUBTED_AFTER_SECONDS = 10;

/**
 * Answer WeChat's check of the URL with its echo; undefined for an account that does not exist.
 *
 * @throws {SignatureError} if the request is not WeChat's
 * @throws {ConfigError} if the account's credentials are malformed
 */
export function answerVerification(deps: AnswerPushDeps, request: CallbackRequest): Promise<string | undefined> {
  const now = seconds(deps.now());
  return withCredentials(deps, request.account, (account) => verifyUrl(account, request.query, now));
}

/**
 * Answer a push; undefined for an account that does not exist.
 *
 * @throws {SignatureError} if it is not WeChat's
 * @throws {UnreadableError} if it is WeChat's, but no message
 * @throws {ProtocolError} if it is malformed
 * @throws {ConfigError} if the account's credentials are malformed
 */
export async function answerPush(deps: AnswerPushDeps, request: CallbackRequest): Promise<AnsweredPush | undefined> {
  const startedAtMs = deps.now();
  const deadline = startDeadline(deps.budgetMs - Math.max(0, startedAtMs - request.receivedAtMs));
  try {
    const body = request.body();
    const opened = await withCredentials(deps, request.account, (account) => ({
      account,
      push: openPush(account, request.query, body, seconds(startedAtMs)),
    }));
    if (opened === undefined) return undefined;
    const { account, push } = opened;
    const message = readMessage(request.account, push);
    // Every step within ends with the deadline, and leaves what is at hand by then.
    const handled = await handleMessage(deps, message, account.kind, deadline).catch((error: unknown) =>
      failed(message, error),
    );
    return answer(deps, account, push, message, handled);
  } finally {
    deadline.end();
  }
}

/** A push that is authentic, and says nothing that can be understood: there is nobody to answer. */
export class UnreadableError extends ProtocolError {
  override readonly code = 'unreadable';
}

function readMessage(account: string, { fields }: OpenedPush): Message {
  try {
    return parseMessage(account, fields);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new UnreadableError(error.message, { cause: error });
  }
}

/** Whatever breaks inside, the user is not left alone. */
function failed(message: Message, error: unknown): Handled {
  const reply: Pick<Handled, 'reply'> = isTransferable(message) ? { reply: { kind: 'transfer' } } : {};
  return { ...reply, repeated: false, troubles: [{ step: 'decide', error }] };
}

function answer(
  { now }: AnswerPushDeps,
  account: Credentials,
  push: OpenedPush,
  message: Message,
  handled: Handled,
): AnsweredPush {
  const at = seconds(now());
  const plain = encodeReply(handled.reply, message, account.kind, push.format, at);
  const body = sealReply(push, plain, at);
  const mustRepeat = handled.troubles.length > 0 && message.kind.startsWith('kf-');
  return { account, message, handled, body, format: plain === SUCCESS ? 'text' : push.format, mustRepeat };
}

/** Try with the credentials in memory; when they do not verify the request, once more with new ones. */
async function withCredentials<Result>(
  { credentials }: AnswerPushDeps,
  account: string,
  open: (credentials: Credentials) => Result,
): Promise<Result | undefined> {
  const known = await credentials.read(account);
  if (known === undefined) return undefined;
  try {
    return open(known);
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    const newer = await credentials.read(account, DOUBTED_AFTER_SECONDS);
    if (newer === undefined || newer === known) throw error;
    return open(newer);
  }
}

const seconds = (ms: number): number => Math.floor(ms / 1000);
