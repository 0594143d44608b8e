import { createRequire } from 'node:module';

// As in node-http.ts: required, not imported, so that undici stays unloaded. esbuild puts this file in its place.
const https = createRequire(import.meta.url)('node:https') as typeof import('node:https');

export default https;
export const { Agent, request } = https;
