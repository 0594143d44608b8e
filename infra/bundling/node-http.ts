// Importing `node:http` as an ES module runs a lazy getter that loads undici: 12-20 ms of every cold start
// (nodejs/node #57649, #59686). Taking it from Node without an import does not. esbuild puts this file in its place.
const http = process.getBuiltinModule('node:http');

export default http;
export const { Agent, request, STATUS_CODES } = http;
