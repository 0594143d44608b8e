import type { CallbackCredentials } from '../../functions/wechat/account.ts';

/** Tencent's worked example of URL verification and safe mode. */
export const TENCENT: CallbackCredentials = {
  appId: 'wxba5fad812f8e6fb9',
  originalId: 'gh_97417a04a28d',
  token: 'AAAAA',
  encodingAesKey: 'A'.repeat(43),
  encryption: 'safe',
};

/** V3: safe mode, JSON, from WeChat; padded by 19, where automatic padding fails. */
export const V3 = {
  query: {
    signature: '6c5c811b55cc85e0e1b54100749188c20beb3f5d',
    timestamp: '1714112445',
    nonce: '415670741',
    encrypt_type: 'aes',
    msg_signature: '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
  },
  encrypted:
    '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=',
  plain:
    '{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}',
};

/** V4: the encrypted answer of the same account; padded by 1. */
export const V4 = {
  random: '707722b803182950',
  plain: '{"demo_resp":"good luck"}',
  encrypted: 'ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==',
  timestamp: '1713424427',
  nonce: '415670741',
  signature: '1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1',
};

/** V5: Chinese text, whose length counts bytes. */
export const V5 = {
  token: 'pamtest',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  keyHex: '69b71d79f8218a39259a7a29aabb2dbafc31cb3d35db7e39ebbf3d0010831051',
  appId: 'wxb11529c136998cb6',
  random: 'aaaabbbbccccdddd',
  plain: '我是中文abcd123',
  encrypted: 'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==',
  timestamp: '1409304348',
  nonce: 'xxxxxx',
  signature: '82c962d39941aa48552f90ef55aa323dc620cc10',
};

/** V6: safe mode, XML, a text from a user; MsgId beyond 2^53, padded by 28. The account is `aCredentials()`. */
export const V6 = {
  keyHex: '43dc04ad3c9488ea40b037c684990bcd77156cd9b5db7e39ebbf3dd10c04ad3c',
  random: '0123456789abcdef',
  query: {
    signature: '70e674fbc1da164d33984cd3975de268309d908a',
    timestamp: '1700000001',
    nonce: '1320562132',
    encrypt_type: 'aes',
    msg_signature: '565d2f3e1c9cb0d5a2beb4525be526e1af80be87',
  },
  plain:
    '<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName><![CDATA[oABCD1234567890abcdefghijklm]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好，人工客服]]></Content><MsgId>24512345678901234</MsgId></xml>',
  encrypted:
    'tVMl2X1/xpv5XSs2s0o7gCUZkgxqftPDbYTeXFrKJOyU4u9trDjHoywpK0LUbviGQKah9ikO1opagkx29SksHoG+217p4OfCGTGkKd51qeRYFIwMsASyRY1n5VhkPfqY5wG/Bf99x1i8Upwhlq60Ta/bJowIA/nd3lcjwDXLq7Y9DMakRGrbMV68KopgKwH55TJI6LdDwRms3Qj4zVZMbOTJTfZoBSy18PXUGQR19be0JuyJKBA5FNmo5eEjzZy0aOX3ZpNvqQtMEwo3WPcC2ZFz0LlNcLGGD4sUaacUMZvfpyym3byPu7FOKnHhoz+is8PML9dDG/MNNkj+gX//Jk+8SSn/LXOYJCpbfNavY9OWwx9gxqDt2/hPjpVSr7YwekJdIXhMM/LlZEWwDTr3KQAF6KTUrf1kKGycYv/7yoFkNdVtImB/+E5dXmt6+9fYlEuPQQbin3RxOyoOrpS7Kg==',
};

/** V7: the encrypted hand-over that answers V6; padded by 23. */
export const V7 = {
  random: 'fedcba9876543210',
  timestamp: 1_700_000_002,
  plain:
    '<xml><ToUserName><![CDATA[oABCD1234567890abcdefghijklm]]></ToUserName><FromUserName><![CDATA[gh_0123456789ab]]></FromUserName><CreateTime>1700000002</CreateTime><MsgType><![CDATA[transfer_customer_service]]></MsgType><TransInfo><KfAccount><![CDATA[test1@test]]></KfAccount></TransInfo></xml>',
  encrypted:
    '4U1w4wVxU4YT8HttLpSYLdTwbeU4g3rmqhP4iVl/tSNi3VGrN+hoWcQAtszllSkl2yvFIsASe/qVGiz4Z4ygINFlcGIXaHCFd5aDLJeAWkccWmecjabjWPLe5OIsjixjwRg9Nes5wqO7BSIU2AkkzAopC9TNsLe3WVFmlGfzYtdTYKXEsoqSdsjrXbi3ww9AUmTn25tNs8LTlq1zegGNfaQjzk35nNo+UM1XuD52T9SZqN5JHwVftNQ3aIf+2CKoBHUrN0mduru04Ledg/4xV3aalUlkURTrP+Xeps12+fXoCDar6YSNMCQSZHeaHjVqraxqF6CwAGgk4I/5hBm7LM6ThSwyFnH3ZE926ZnKI28/HXDQ/+mHA03nozRngPBSI8t8hOmQx6pa8aE2aoWJBtBPC5yNYrVx9rcHTqdPWDKb24YvpRweQBp94XoYowaGVhIObWGMisJLOfoZnMjD4w==',
  signature: '9981dfd27e478b85314495ac7c286149dc0bec58',
};

/** V8: the edges of padding, with the key and AppID of V6. */
export const V8 = {
  random: '0123456789abcdef',
  wholeBlock: {
    plain: 'x'.repeat(26),
    encrypted:
      'tVMl2X1/xpv5XSs2s0o7gEIxaX+fa1uMXqB12as6J347KZVdgBkFvRHqOoqo4rACvtb3Ctl/Lhch6Ya99cOLDPt5eBXPB39azf9JsgAcdHRoPLVAAPj8WDwQGN8Hw1md',
    timestamp: '1700000003',
    nonce: 'n3',
    signature: '36fbd1e514dc94d72fded94e0f92415457a4e8ea',
  },
  success: {
    plain: 'success',
    encrypted: 'tVMl2X1/xpv5XSs2s0o7gFC4+QGnqTwqsVIRDcNut98fF8di8t8tySoGeN7kgFrYHkGpYQcad+Wo61z1X+pHtA==',
  },
};

/** V9: rightly signed, but meant for wxffffffffffffffff. */
export const V9 = {
  query: {
    timestamp: '1700000004',
    nonce: '77',
    encrypt_type: 'aes',
    msg_signature: '0cc8ca4ea68f22dd59bde2975b4060d24b888e3c',
  },
  encrypted: 'tVMl2X1/xpv5XSs2s0o7gOCE9CLRlIvcoD2b+VzJajG4adn9944l6CIbD9/sBpwTXV6iY3RpTq9FQj3huKcPYQ==',
};
