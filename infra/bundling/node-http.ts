import { createRequire } from 'node:module';

// Importing `node:http` as an ES module runs a lazy getter that loads undici: 12-20 ms of every cold start
// (nodejs/node #57649, #59686). Requiring it does not. esbuild puts this file in its place.
const http = createRequire(import.meta.url)('node:http') as typeof import('node:http');

export default http;
export const { Agent, request, STATUS_CODES } = http;
