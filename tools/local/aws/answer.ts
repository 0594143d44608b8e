import type { ServerResponse } from 'node:http';

/** An answer of an AWS service before it goes on the wire. */
export interface AwsAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** A request that the endpoint's server has read. */
export interface AwsRequest {
  method: string;
  url: URL;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** An error as the services with JSON bodies write it. */
export class AwsError extends Error {
  readonly type: string;
  readonly status: number;
  readonly fields: Record<string, unknown>;
  constructor(type: string, message = '', status = 400, fields: Record<string, unknown> = {}) {
    super(message);
    this.type = type;
    this.status = status;
    this.fields = fields;
  }
}

/** A JSON answer; `contentType` is the protocol's (`application/x-amz-json-1.1`). */
export function json(value: unknown, contentType: string, status = 200): AwsAnswer {
  return { status, headers: { 'content-type': contentType }, body: JSON.stringify(value) };
}

/** An error in a JSON protocol, its type in the body and in the header: clients read one or the other. */
export function jsonError(error: AwsError, contentType: string): AwsAnswer {
  const { type, message, status, fields } = error;
  const answer = json({ __type: type, ...(message && { message }), ...fields }, contentType, status);
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': type } };
}

/** Send an answer. */
export function send(
  response: ServerResponse,
  { status, headers = {}, body = '' }: AwsAnswer,
  requestId: string,
): void {
  response.writeHead(status, {
    'x-amzn-requestid': requestId,
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
  });
  response.end(body);
}
