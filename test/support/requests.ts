import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Names of the commands a client sends from now on, in order. */
export function watchRequests(client: DynamoDBClient): string[] {
  const names: string[] = [];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        names.push(commandName.replace(/Command$/, ''));
        return next(args);
      },
    { step: 'finalizeRequest', name: 'watchRequests' },
  );
  return names;
}
