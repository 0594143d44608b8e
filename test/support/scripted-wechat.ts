import { createWeChatClient, type WeChatClient } from '../../functions/adapters/wechat-api/client.ts';
import { HttpFailure, type HttpRequest, type HttpSend } from '../../functions/adapters/wechat-api/http.ts';

/** What the scripted WeChat does with a call: an answer's fields, raw text with a status, or no answer at all. */
export type Scripted = Record<string, unknown> | { status: number; raw: string } | HttpFailure;

export interface ScriptedWeChat {
  client: WeChatClient;
  /** What was sent, in order; `json` is the body as text. */
  requests: (HttpRequest & { text: string })[];
  pauses: number[];
  replaced: string[];
}

export const lost = new HttpFailure('timeout', true);
export const unreached = new HttpFailure('ECONNREFUSED', false);

/** A client over a WeChat that gives these answers in turn, the last one for ever. */
export function scriptedWeChat(...script: Scripted[]): ScriptedWeChat {
  const requests: ScriptedWeChat['requests'] = [];
  const pauses: number[] = [];
  const replaced: string[] = [];
  const send: HttpSend = async (request) => {
    const step = script[Math.min(requests.length, script.length - 1)] ?? {};
    requests.push({ ...request, text: Buffer.from(request.body ?? []).toString('utf8') });
    if (step instanceof HttpFailure) throw step;
    const raw = 'raw' in step ? String(step.raw) : JSON.stringify(step);
    const status = 'raw' in step ? Number(step.status) : 200;
    return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(raw) };
  };
  const client = createWeChatClient({
    baseUrl: 'https://wechat.test',
    tokens: {
      current: async () => 'SECRET-TOKEN-1',
      replace: async (_account, failed) => {
        replaced.push(failed);
        return 'SECRET-TOKEN-2';
      },
    },
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    random: () => 0.5,
    send,
    deadline: () => new AbortController().signal,
  });
  return { client, requests, pauses, replaced };
}
