/** The server API, `api.weixin.qq.com`: finds the route, the account and the fault, and answers as WeChat does. */
import { hasRight, isMiniProgram } from '../accounts.ts';
import { takeFault } from '../faults.ts';
import { dropExpiredMedia } from '../media-store.ts';
import type { AccountState, Fault } from '../types.ts';
import { emit, KEPT, keep, nextId, type World } from '../world.ts';
import { count } from './quotas.ts';
import { Refusal } from './refusal.ts';
import { type Answer, type ApiRequest, Binary, type Route } from './route.ts';
import { ROUTES } from './routes.ts';
import { accountByToken, readJson } from './tokens.ts';
import { checkAddress } from './whitelist.ts';

/** What goes back: HTTP 200 with JSON or bytes, or the connection is cut. */
export type ApiResponse = { body: Buffer; contentType: string; fileName?: string } | 'cut' | 'bad-gateway';

/** Answer one call. */
export async function callApi(world: World, request: ApiRequest): Promise<ApiResponse> {
  const seen: Seen = {};
  const answer = await answerOf(world, request, seen);
  record(world, request, seen, answer);
  if (seen.fault?.kind === 'drop-before' || seen.fault?.kind === 'drop-after') return 'cut';
  if (seen.fault?.kind === 'http-error') return 'bad-gateway';
  if (answer instanceof Binary) return { body: answer.bytes, contentType: answer.contentType, fileName: answer.name };
  return { body: Buffer.from(JSON.stringify(answer)), contentType: 'application/json; encoding=utf-8' };
}

/** What became known on the way. */
interface Seen {
  account?: AccountState;
  fault?: Fault;
}

async function answerOf(world: World, request: ApiRequest, seen: Seen): Promise<Record<string, unknown> | Binary> {
  try {
    return (await run(world, request, seen)) ?? { errcode: 0, errmsg: 'ok' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { errcode: error.errcode, errmsg: `${error.message} rid: ${ridOf(world)}`, ...error.extra };
  }
}

async function run(world: World, request: ApiRequest, seen: Seen): Promise<Answer> {
  const route = ROUTES.get(request.path);
  if (!route) throw new Refusal(40066);
  const account = (route.authenticate ?? byToken)(world, request);
  seen.account = account;
  const fault = faultOf(world, request, account.settings.name);
  if (fault) {
    seen.fault = fault;
    if (fault.kind === 'delay') await wait(world, fault.seconds ?? 0);
    if (fault.kind === 'drop-before' || fault.kind === 'http-error') return undefined;
    strike(fault);
  }
  return act(world, account, request, route);
}

const byToken = (world: World, { query }: ApiRequest) => accountByToken(world, query.get('access_token'));

async function act(world: World, account: AccountState, request: ApiRequest, route: Route): Promise<Answer> {
  checkAddress(account, world.state.callerAddress, route.authenticate !== undefined);
  checkMethod(request, route);
  checkRights(account, route);
  dropExpiredMedia(account, world.clock.now());
  const json = route.body === undefined && request.method === 'POST' ? readJson(request) : undefined;
  count(world, account, route.path, route);
  return route.run({ world, account, request, query: request.query, json });
}

const faultOf = (world: World, { path }: ApiRequest, account: string) =>
  takeFault(world, path, account, ['delay', 'drop-before', 'drop-after', 'errcode', 'expired-token', 'http-error']);

function strike(fault: Fault): void {
  if (fault.kind === 'errcode') throw new Refusal(fault.errcode ?? -1);
  if (fault.kind === 'expired-token') throw new Refusal(42001);
}

/** By a running clock a delay is real: an `advance` that waits for this call could not end it. */
const wait = ({ clock }: World, seconds: number) =>
  new Promise<void>((resolve) => {
    if (clock.frozen) clock.schedule(clock.now() + seconds, resolve);
    else setTimeout(resolve, seconds * 1000);
  });

function checkMethod({ method }: ApiRequest, { methods }: Route): void {
  if (methods.some((allowed) => allowed === method)) return;
  throw new Refusal(methods.includes('POST') ? 43002 : 43001);
}

function checkRights(account: AccountState, { right, only }: Route): void {
  const kind = isMiniProgram(account.settings.kind) ? 'mini-program' : 'official';
  if ((only && only !== kind) || (right && !hasRight(account, right))) throw new Refusal(48001);
}

function record(world: World, { method, path }: ApiRequest, { account, fault }: Seen, answer: object): void {
  const { errcode = 0, errmsg = 'ok' } = answer as { errcode?: number; errmsg?: string };
  const call = keep(
    world.state.calls,
    {
      id: nextId(world),
      at: world.clock.now(),
      ...(account ? { account: account.settings.name } : {}),
      method,
      path,
      errcode,
      errmsg,
      ...(fault ? { fault: fault.kind } : {}),
    },
    KEPT.calls,
  );
  emit(world, { type: 'api.called', call });
}

/** A request id in the form WeChat prints. */
function ridOf(world: World): string {
  const hex = (value: number) => value.toString(16).padStart(8, '0').slice(-8);
  return `${hex(world.clock.now())}-${hex(nextId(world) * 2_654_435)}-${hex(world.state.sequence)}`;
}
