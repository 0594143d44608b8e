import { createHmac } from 'node:crypto';
import { AppError } from '../../errors.ts';
import type { GroupRobot, GroupRobots } from '../../ports/group-robots.ts';
import { HttpFailure, type HttpSend, sendHttp } from './http.ts';

/** A robot did not take a text. Its address is a secret, so it is not named. */
export class RobotError extends AppError {
  readonly code = 'robot-refused';
}

const TIMEOUT_MS = 5_000;

/**
 * Group robots of WeCom, DingTalk and Feishu.
 *
 * @see 群机器人配置说明 (企业微信), 自定义机器人安全设置 (钉钉), 自定义机器人使用指南 (飞书)
 */
export function createGroupRobots(send: HttpSend = sendHttp): GroupRobots {
  return {
    say: async (robot, text, nowMs) => {
      const { url, body } = requestTo(robot, text, nowMs);
      const request = {
        method: 'POST' as const,
        url,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: Buffer.from(JSON.stringify(body)),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        reuseConnection: false,
      };
      const answer = await send(request).catch((error: unknown) => {
        throw new RobotError(`${robot.kind}: ${error instanceof HttpFailure ? error.message : 'no connection'}`);
      });
      const code = codeIn(answer.body.toString('utf8'));
      if (answer.status !== 200 || code !== 0)
        throw new RobotError(`${robot.kind}: status ${answer.status}, code ${code}`);
    },
  };
}

function requestTo({ kind, url, secret }: GroupRobot, text: string, nowMs: number): { url: URL; body: object } {
  const address = new URL(url);
  if (kind === 'feishu') {
    const timestamp = String(Math.floor(nowMs / 1000));
    const signed = secret === undefined ? {} : { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') };
    return { url: address, body: { ...signed, msg_type: 'text', content: { text } } };
  }
  if (kind === 'dingtalk' && secret !== undefined) {
    address.searchParams.set('timestamp', String(nowMs));
    address.searchParams.set('sign', hmac(secret, `${nowMs}\n${secret}`));
  }
  return { url: address, body: { msgtype: 'text', text: { content: text } } };
}

const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64');

/** WeCom and DingTalk call it `errcode`, Feishu `code` or `StatusCode`. */
function codeIn(body: string): number {
  try {
    const { errcode, code, StatusCode } = JSON.parse(body) as Record<string, unknown>;
    return Number(errcode ?? code ?? StatusCode ?? -1);
  } catch {
    return -1;
  }
}
