import { isUtf8 } from 'node:buffer';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ConfigError, ProtocolError } from '../errors.ts';
import type { Logger } from '../ports/logger.ts';
import { UnreadableError } from '../usecases/answer-push.ts';
import type { Format } from '../wechat/body.ts';
import { SUCCESS } from '../wechat/passive-reply.ts';
import { WrongAccountError } from '../wechat/push.ts';

/** A request to the callback's route. */
export interface HttpRequest {
  method: string;
  account: string;
  query: { readonly [name: string]: string | undefined };
  /** When the gateway took it, epoch milliseconds. */
  receivedAtMs: number;
  /** @throws {ProtocolError} if it is not UTF-8 */
  body(): string;
}

/** What API Gateway passes (payload format 2.0). */
export function fromHttp(event: APIGatewayProxyEventV2): HttpRequest {
  return {
    method: event.requestContext.http.method,
    account: event.pathParameters?.account ?? '',
    query: event.queryStringParameters ?? {},
    receivedAtMs: event.requestContext.timeEpoch,
    body: () => textOf(event),
  };
}

function textOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string {
  if (!isBase64Encoded) return body;
  const bytes = Buffer.from(body, 'base64');
  if (!isUtf8(bytes)) throw new ProtocolError('body is not UTF-8');
  return bytes.toString('utf8');
}

const CONTENT_TYPES: Record<Format | 'text', string> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
  text: 'text/plain; charset=utf-8',
};

/** A response with a body. */
export const respond = (
  statusCode: number,
  body: string,
  format: Format | 'text' = 'text',
): APIGatewayProxyStructuredResultV2 => ({ statusCode, headers: { 'content-type': CONTENT_TYPES[format] }, body });

/** A response that says nothing. */
export const respondEmpty = (statusCode: number): APIGatewayProxyStructuredResultV2 => ({ statusCode, body: '' });

/** Turns what was thrown into a response without a word about it, and a log line without a value in it. */
export function httpErrors(
  logger: () => Logger,
): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    onError: (request) => {
      const status = report(logger(), request.event.pathParameters?.account ?? '', request.error);
      request.response = status === 200 ? respond(200, SUCCESS) : respondEmpty(status);
    },
  };
}

function report(logger: Logger, account: string, error: unknown): number {
  if (error instanceof ConfigError) {
    logger.error('callback.misconfigured', { account, fault: error.message });
    return 403;
  }
  if (error instanceof ProtocolError) {
    const received = error instanceof WrongAccountError ? error.received : undefined;
    logger.warn('callback.refused', { account, reason: error.message, received });
    return error instanceof UnreadableError ? 200 : 401;
  }
  logger.error('callback.failed', { account, error: error instanceof Error ? error.name : 'unknown' });
  return 500;
}
