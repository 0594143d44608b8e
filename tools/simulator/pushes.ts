/**
 * Delivering messages and events to the callback: five seconds for an answer, then again, three times.
 *
 * @see 接收普通消息 and 接收事件推送 in the documentation of official accounts
 */
import { readAnswer } from './answer-check.ts';
import { ANSWER_SECONDS, type CallbackRequest, type CallbackResponse } from './callback-transport.ts';
import { takeFault } from './faults.ts';
import { dropExpiredMedia } from './media-store.ts';
import { showSystemNotice } from './notices.ts';
import { pushRequest } from './push-request.ts';
import type { AccountState, ChatEntry, Delivery, Fault, FaultKind, Push, WireFields } from './types.ts';
import { toJson, toXml } from './wire.ts';
import { accountNamed, emit, KEPT, keep, nextId, type World } from './world.ts';

/** One delivery and three retries. */
const MOST_DELIVERIES = 4;
/** What is kept of an answer's body. */
const KEPT_CHARACTERS = 4096;
/** MsgIds have seventeen digits and more: beyond what a JavaScript number holds. */
const FIRST_MESSAGE_ID = 24_500_000_000_000_000n;

/** Push an event. Resolves after the first delivery; retries follow on the clock. */
export const pushEvent = (
  world: World,
  account: AccountState,
  openId: string,
  event: string,
  fields: WireFields = {},
) => push(world, account, openId, { MsgType: 'event', Event: event, ...fields });

/** Push a user's message; it gets a MsgId. `entry` is the line on the phone it comes from. */
export function pushMessage(
  world: World,
  account: AccountState,
  openId: string,
  own: { type: string; fields: WireFields; entry?: ChatEntry },
): Promise<Push> {
  const messageId = FIRST_MESSAGE_ID + BigInt(nextId(world));
  return push(world, account, openId, { MsgType: own.type, ...own.fields }, messageId, own.entry);
}

async function push(
  world: World,
  account: AccountState,
  openId: string,
  own: WireFields,
  messageId?: bigint,
  entry?: ChatEntry,
): Promise<Push> {
  const record = keep(world.state.pushes, newPush(world, account, openId, own, messageId), KEPT.pushes);
  if (entry) entry.pushId = record.id;
  if (account.settings.push) await deliver(world, record);
  return record;
}

function newPush(world: World, { settings }: AccountState, openId: string, own: WireFields, messageId?: bigint): Push {
  const createdAt = world.clock.now();
  const fields: WireFields = {
    ToUserName: settings.originalId,
    FromUserName: openId,
    CreateTime: createdAt,
    ...own,
    ...(messageId === undefined || own.MsgId !== undefined ? {} : { MsgId: messageId }),
  };
  return {
    id: nextId(world),
    account: settings.name,
    openId,
    what: String(own.Event ?? own.MsgType),
    isEvent: own.MsgType === 'event',
    createdAt,
    ...(messageId === undefined ? {} : { messageId: String(own.MsgId ?? messageId) }),
    body: (settings.format === 'json' ? toJson : toXml)(fields),
    deliveries: [],
    status: 'sending',
  };
}

/** After a restart: the retries that were due go on. */
export function resumePushes(world: World): void {
  for (const record of world.state.pushes) {
    if (record.status === 'sending') record.retryAt = world.clock.now();
    if (record.status === 'sending' || record.status === 'retrying') scheduleRetry(world, record);
  }
}

/** Wait until no push is on its way. */
export async function pushesSettled(world: World): Promise<void> {
  while (world.underWay.size > 0) await Promise.allSettled(world.underWay);
}

function scheduleRetry(world: World, record: Push) {
  world.clock.schedule(record.retryAt ?? world.clock.now(), () => deliver(world, record));
}

async function deliver(world: World, record: Push): Promise<void> {
  const account = accountNamed(world, record.account);
  const attempt = attemptDelivery(world, account, record);
  world.underWay.add(attempt);
  try {
    await attempt;
  } finally {
    world.underWay.delete(attempt);
  }
}

/** One delivery of a push. */
interface Attempt {
  world: World;
  account: AccountState;
  record: Push;
  delivery: Delivery;
}

const STRIKE: FaultKind[] = ['drop-before', 'drop-after', 'slow-callback', 'http-error', 'duplicate'];

async function attemptDelivery(world: World, account: AccountState, record: Push): Promise<void> {
  const request = pushRequest(account.settings, record.openId, record.body, world.clock.now());
  const { timestamp = '', nonce = '' } = request.query;
  const delivery: Delivery = { at: world.clock.now(), timestamp, nonce, milliseconds: 0 };
  record.deliveries.push(delivery);
  record.status = 'sending';
  const attempt = { world, account, record, delivery };
  const fault = takeFault(world, 'callback', record.account, STRIKE);
  const begun = performance.now();
  world.ownNonces.add(nonce);
  const answer = await sendOnce(world, request, fault).catch(reasonOf);
  world.ownNonces.delete(nonce);
  delivery.milliseconds = Math.round((performance.now() - begun) * 10) / 10;
  if (typeof answer === 'string') return failed(attempt, answer);
  const slow = fault?.kind === 'slow-callback' ? (fault.seconds ?? ANSWER_SECONDS) : 0;
  await answered(attempt, answer, slow + (answer.seconds ?? 0));
}

/** Rejects when the connection is cut, by itself or by a fault. */
async function sendOnce(world: World, request: CallbackRequest, fault?: Fault): Promise<CallbackResponse> {
  if (fault?.kind === 'drop-before') throw new Error('the connection was cut before the request');
  const [answer] = await Promise.all([
    world.transport(request),
    fault?.kind === 'duplicate' ? world.transport(request) : undefined,
  ]);
  if (fault?.kind === 'drop-after') throw new Error('the connection was cut before the answer');
  return fault?.kind === 'http-error' ? { status: 502, body: 'Bad Gateway' } : answer;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer in ${ANSWER_SECONDS} seconds`;
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

async function answered(attempt: Attempt, answer: CallbackResponse, seconds: number): Promise<void> {
  const { world, record, delivery } = attempt;
  delivery.status = answer.status;
  delivery.body = answer.body.slice(0, KEPT_CHARACTERS);
  if (seconds >= ANSWER_SECONDS) return failed(attempt, `no answer in ${ANSWER_SECONDS} seconds`);
  if (answer.status !== 200) return failed(attempt, `HTTP status ${answer.status}`);
  emit(world, { type: 'push.delivered', account: record.account, push: record });
  const settle = () => settled(attempt, answer.body);
  if (seconds > 0) world.clock.schedule(world.clock.now() + seconds, settle);
  else await settle();
}

async function settled({ world, account, record, delivery }: Attempt, body: string): Promise<void> {
  dropExpiredMedia(account, world.clock.now());
  const read = readAnswer(account, record, body);
  if (read.plain !== undefined) delivery.answer = read.plain.slice(0, KEPT_CHARACTERS);
  record.status = 'answered';
  delete record.retryAt;
  await world.onAnswer(account, record, read.verdict);
  emit(world, { type: 'push.settled', account: record.account, push: record });
}

function failed({ world, account, record, delivery }: Attempt, failure: string): void {
  delivery.failure = failure;
  const last = record.deliveries.length >= MOST_DELIVERIES;
  record.status = last ? 'failed' : 'retrying';
  emit(world, { type: 'push.delivered', account: record.account, push: record });
  if (last) {
    gaveUp(world, account, record);
  } else {
    record.retryAt = delivery.at + ANSWER_SECONDS;
    scheduleRetry(world, record);
  }
}

function gaveUp(world: World, account: AccountState, record: Push): void {
  delete record.retryAt;
  showSystemNotice(world, account, record);
  emit(world, { type: 'push.settled', account: record.account, push: record });
}
