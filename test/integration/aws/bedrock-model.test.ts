import { createServer, type Http2Server, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBedrockModel } from '../../../functions/adapters/aws/bedrock-model.ts';
import { createHandler } from '../../../functions/handlers/robot.ts';

const knowledge = { faq: [{ question: '几点退房', answer: '中午12点' }], documents: ['含早餐'] };
const said = (text: string, stopReason = 'end_turn') =>
  JSON.stringify({ output: { message: { role: 'assistant', content: [{ text }] } }, stopReason });

let server: Http2Server;
let answer: (response: Http2ServerResponse) => void;
let asked: { path: string; body: { messages: { content: { text: string }[] }[]; inferenceConfig: object } }[] = [];
const variables = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
const before = { ...process.env };

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked.push({ path: request.url, body: JSON.parse(Buffer.concat(parts).toString()) });
      answer(response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, variables, { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url });
});
afterAll(() => {
  process.env = before;
  server.close();
});

const ask = (answerMs?: number) => {
  asked = [];
  return createBedrockModel('amazon.nova-lite-v1:0', answerMs).answer('退房时间？', knowledge);
};

describe('createBedrockModel', () => {
  it('puts the knowledge and the question before the model that was chosen', async () => {
    answer = (response) => response.end(said('中午12点。'));
    expect(await ask()).toBe('中午12点。');
    expect(asked).toMatchObject([{ path: '/model/amazon.nova-lite-v1%3A0/converse' }]);
    const prompt = asked[0]?.body.messages[0]?.content[0]?.text ?? '';
    for (const part of ['中午12点', '含早餐', '<question>退房时间？</question>']) expect(prompt).toContain(part);
    expect(asked[0]?.body.inferenceConfig).toMatchObject({ temperature: 0 });
  });

  it.each(['max_tokens', 'content_filtered', 'guardrail_intervened', 'tool_use'])(
    'has no answer when the model stopped for %s',
    async (reason) => {
      answer = (response) => response.end(said('中午', reason));
      expect(await ask()).toBe('UNKNOWN');
    },
  );

  it('does not wait for a model that is slow', async () => {
    answer = () => {};
    await expect(ask(50)).rejects.toThrow();
  });

  it('says that it failed when the model is refused', async () => {
    answer = (response) => {
      response.writeHead(400, { 'x-amzn-errortype': 'ValidationException' });
      response.end('{"message":"no"}');
    };
    await expect(ask()).rejects.toThrow('no');
  });
});

describe('the function robot', () => {
  it('gives the words of its model, and takes nothing but a question with knowledge', async () => {
    const handler = createHandler({ model: { answer: async (question) => `${question}!` } });
    expect(await handler({ question: '问', knowledge })).toEqual({ words: '问!' });
    await expect(handler({ question: '问', account: 'main' })).rejects.toThrow();
  });
});
