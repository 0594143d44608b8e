import { openAnswer } from '../../simulator/answer-envelope.ts';
import { httpTransport } from '../../simulator/callback-transport.ts';
import { pushRequest } from '../../simulator/push-request.ts';
import type { AccountSettings } from '../../simulator/types.ts';
import { isNetworkError } from '../shared/aws-failure.ts';
import { Failure } from '../shared/failure.ts';
import { unreachable } from '../shared/target.ts';
import { type Answer, readAnswer } from './answer.ts';

/** One delivery of a push and what came back. */
export interface Delivery {
  milliseconds: number;
  answer: Answer;
}

export interface DeliverOptions {
  /** `https://.../callback` */
  callback: string;
  local: boolean;
  settings: AccountSettings;
  openId: string;
  body: string;
  /** Epoch seconds, of the signature. */
  now: number;
}

/** Push once, signed and encrypted as WeChat does. @throws Failure when nothing answers, or the callback refuses */
export async function deliver(options: DeliverOptions): Promise<Delivery> {
  const { callback, settings, openId, body, now } = options;
  const startedAt = performance.now();
  const response = await httpTransport(callback)(pushRequest(settings, openId, body, now)).catch((cause: unknown) => {
    throw notAnswered(options, cause);
  });
  const milliseconds = Math.round(performance.now() - startedAt);
  if (response.status !== 200) throw refused(settings.name, response.status, callback);
  return { milliseconds, answer: readAnswer(openBody(settings, response.body)) };
}

function openBody(settings: AccountSettings, body: string): string {
  try {
    return openAnswer(settings, body);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const words = { zh: `微信读不懂这个回复：${why}`, en: `WeChat would not understand the answer: ${why}` };
    throw new Failure('refused', words, { cause });
  }
}

function notAnswered({ callback, local }: DeliverOptions, cause: unknown): Failure {
  if (isNetworkError(cause)) return unreachable(callback, local, cause);
  if (cause instanceof Error && cause.name === 'TimeoutError') {
    const words = {
      zh: '回调 5 秒内没有回复：微信会断开连接，再推送同一条消息。',
      en: 'The callback did not answer within 5 seconds: WeChat would cut the connection and push again.',
    };
    return new Failure('refused', words, { cause });
  }
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Failure('failed', { zh: `推送失败：${why}`, en: `The push failed: ${why}` }, { cause });
}

/** Why a callback answers with a status other than 200, and what to look at. */
function refused(account: string, status: number, callback: string): Failure {
  const where = `${callback}/${account}`;
  if (status === 401) {
    return new Failure('refused', {
      zh: `${where} 返回 401：签名不符或时间相差超过 5 分钟。请核对 token、EncodingAESKey、加密方式和本机时间。`,
      en: `${where} answered 401: the signature is wrong, or more than 5 minutes old. Compare token, EncodingAESKey, the encryption mode and the clock.`,
    });
  }
  if (status === 403) {
    return new Failure('refused', {
      zh: `${where} 返回 403：服务不认识账号 ${account}，或它的凭据不完整。`,
      en: `${where} answered 403: the service does not know the account ${account}, or its credentials are not complete.`,
    });
  }
  if (status >= 500) {
    return new Failure('refused', {
      zh: `${where} 返回 ${status}：服务自身出错，请看它的日志。微信会再次推送。`,
      en: `${where} answered ${status}: the service failed; look at its log. WeChat would push again.`,
    });
  }
  return new Failure('refused', {
    zh: `${where} 返回 ${status}：请检查地址是否以 /callback 结尾。`,
    en: `${where} answered ${status}: check that the address ends in /callback.`,
  });
}
