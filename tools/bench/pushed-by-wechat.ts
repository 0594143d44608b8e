// Run by the benchmark as a process of its own, in plain JavaScript: loads a built callback, pushes messages to it like
// WeChat does (plain mode, the seeded account `plain`), and says when the first answer was there.
const { createHash } = process.getBuiltinModule('node:crypto');

const [, , bundle = '', messages = '1', text = '流量'] = process.argv;
const { handler } = (await import(bundle)) as { handler: (event: unknown) => Promise<{ statusCode: number }> };
const loadedMs = performance.now();
let firstMs = 0;
for (let count = 0; count < Number(messages); count++) {
  const { statusCode } = await handler(aPush(`bench-${process.pid}-${count}`));
  firstMs ||= performance.now();
  if (statusCode !== 200) throw new Error(`the callback answered ${statusCode}`);
}
process.stdout.write(`bench ${JSON.stringify({ loadedMs, firstMs })}\n`);

/** The event of API Gateway, payload format 2.0. */
function aPush(openId: string) {
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), '20261120'];
  const signature = createHash('sha1').update(['demotoken', timestamp, nonce].sort().join('')).digest('hex');
  const query = { signature, timestamp, nonce, openid: openId };
  const id = `${Date.now()}${process.pid}`.slice(0, 18);
  return {
    version: '2.0',
    rawPath: '/callback/plain',
    rawQueryString: new URLSearchParams(query).toString(),
    queryStringParameters: query,
    pathParameters: { account: 'plain' },
    headers: { 'content-type': 'text/xml' },
    requestContext: { http: { method: 'POST', path: '/callback/plain' }, timeEpoch: Date.now(), requestId: openId },
    body: `<xml><ToUserName><![CDATA[gh_demo00000002]]></ToUserName><FromUserName><![CDATA[${openId}]]></FromUserName><CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>${id}</MsgId></xml>`,
    isBase64Encoded: false,
  };
}
