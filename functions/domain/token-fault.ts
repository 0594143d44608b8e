import { WeChatApiError, WeChatUnavailableError } from '../errors.ts';
import { meaningOf } from '../wechat/errcodes.ts';
import type { TokenFault } from './access-token.ts';

/** A whitelist change takes minutes to reach all of WeChat. */
const WHITELIST_GRACE_SECONDS = 600;
/** WeChat is busy or out of reach for a moment now and then. */
const TRANSIENT_GRACE_SECONDS = 120;
const NOT_WHITELISTED = 40164;

const NO_SECRET_HINT =
  'AppSecret 不正确：请在微信公众平台重置 AppSecret，并写入凭证的 appSecret。 The AppSecret is wrong: reset it in the WeChat console and put the new one into appSecret of the credentials.';

/** Why no token came, and what mends it. @throws what is no failure of the call */
export function tokenFaultOf(error: unknown): TokenFault {
  if (error instanceof WeChatUnavailableError) {
    return {
      message: error.message,
      hint: 'WeChat is tried again every minute; check the way out of the network if it stays',
    };
  }
  if (!(error instanceof WeChatApiError)) throw error;
  return { errcode: error.errcode, message: error.message, hint: hintOf(error) };
}

function hintOf({ errcode, message }: WeChatApiError): string {
  // Everywhere else 40001 is about the access token; here it is about the AppSecret.
  if (errcode === 40001 || errcode === 40125) return NO_SECRET_HINT;
  if (errcode === NOT_WHITELISTED) return whitelistHint(/\b\d{1,3}(?:\.\d{1,3}){3}\b/.exec(message)?.[0]);
  const { zh, en } = meaningOf(errcode);
  return `${zh} ${en}`;
}

function whitelistHint(address: string | undefined): string {
  if (!address) return `${meaningOf(NOT_WHITELISTED).zh} ${meaningOf(NOT_WHITELISTED).en}`;
  return (
    `微信看到的调用 IP 是 ${address}：请加入 API IP 白名单（生效需几分钟）。 WeChat saw the call come from ${address}: add it ` +
    'to the API IP whitelist in the WeChat console, which takes some minutes. If it is none of the fixed addresses the stack prints, deploy with -c egress=nat-instance.'
  );
}

/** Whether a person has to be told, `failingSeconds` after the first of these failures. */
export function mustAlarm(fault: TokenFault, failingSeconds: number): boolean {
  if (fault.errcode === NOT_WHITELISTED) return failingSeconds >= WHITELIST_GRACE_SECONDS;
  const isTransient = fault.errcode === undefined || fault.errcode === -1 || fault.errcode === 45011;
  return !isTransient || failingSeconds >= TRANSIENT_GRACE_SECONDS;
}
