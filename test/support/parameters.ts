import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createSsm } from '../../tools/local/aws/ssm.ts';
import { createParameterStore } from '../../tools/local/ssm/parameter-file.ts';

/** Parameter Store in memory, behind its wire protocol. */
export interface ParameterServer {
  client: SSMClient;
  /** Operations called, in order. */
  calls: string[];
  close(): Promise<void>;
}

/** Start one on a free port. */
export async function startParameters(): Promise<ParameterServer> {
  const ssm = createSsm({ parameters: createParameterStore(undefined), now: () => 1_700_000_000 });
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    calls.push(operation);
    const answer = ssm(operation, Buffer.concat(chunks).toString('utf8'));
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new SSMClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  return {
    client,
    calls,
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
