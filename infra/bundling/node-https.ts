// As in node-http.ts: not imported, so that undici stays unloaded. esbuild puts this file in its place.
const https = process.getBuiltinModule('node:https');

export default https;
export const { Agent, request } = https;
