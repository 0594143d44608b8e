import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ACCOUNT_ID } from '../aws/arn.ts';

/** A request to the route, as the local server read it. */
export interface RouteRequest {
  method: string;
  url: URL;
  /** Names and values in turn, as they came. */
  rawHeaders: string[];
  body: Buffer;
  account: string;
  sourceIp: string;
  /** Epoch milliseconds. */
  at: number;
}

export const ROUTE_KEY = 'ANY /callback/{account}';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Types whose body an HTTP API hands on as text; any other, and none, comes as base64. */
const TEXT_TYPE = /^(text\/.*|application\/(json|xml|javascript)|.*\+(json|xml))$/i;

/** The event that an HTTP API makes of a request. @see HTTP API, "Working with AWS Lambda proxy integrations", format 2.0 */
export function toApiGatewayEvent(request: RouteRequest): APIGatewayProxyEventV2 {
  const { url, body, account } = request;
  const headers = joinedHeaders(request.rawHeaders);
  const cookies = headers.cookie?.split(';').map((cookie) => cookie.trim());
  const query = joinedQuery(url.searchParams);
  delete headers.cookie;
  headers['x-forwarded-for'] ??= request.sourceIp;
  return {
    version: '2.0',
    routeKey: ROUTE_KEY,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookies && { cookies }),
    headers,
    ...(query && { queryStringParameters: query }),
    requestContext: requestContext(request, headers),
    pathParameters: { account },
    ...bodyOf(body, headers['content-type']),
  };
}

function bodyOf(body: Buffer, contentType = ''): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = TEXT_TYPE.test(contentType.split(';')[0]?.trim() ?? '');
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

function joinedHeaders(raw: string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index < raw.length; index += 2)
    append(headers, (raw[index] ?? '').toLowerCase(), raw[index + 1] ?? '');
  return Object.fromEntries(headers);
}

function joinedQuery(query: URLSearchParams): Record<string, string> | undefined {
  const joined = new Map<string, string>();
  for (const [name, value] of query) append(joined, name, value);
  return joined.size > 0 ? Object.fromEntries(joined) : undefined;
}

/** A name that comes twice has its values joined by a comma. */
function append(map: Map<string, string>, name: string, value: string): void {
  const before = map.get(name);
  map.set(name, before === undefined ? value : `${before},${value}`);
}

function requestContext({ method, url, sourceIp, at }: RouteRequest, headers: Record<string, string>) {
  const http = { method, path: url.pathname, protocol: 'HTTP/1.1', sourceIp, userAgent: headers['user-agent'] ?? '' };
  return {
    accountId: ACCOUNT_ID,
    apiId: 'local',
    domainName: headers.host ?? 'localhost',
    domainPrefix: (headers.host ?? 'localhost').split('.')[0] ?? '',
    http,
    requestId: randomUUID(),
    routeKey: ROUTE_KEY,
    stage: '$default',
    time: accessLogTime(new Date(at)),
    timeEpoch: at,
  };
}

/** `12/Mar/2020:19:03:58 +0000` */
function accessLogTime(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
  return `${day}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}
