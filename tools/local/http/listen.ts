import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of the local service, and how a person chooses its port. */
export interface Listening {
  /** What it is, for a person: `the console page`. */
  name: string;
  /** 0 = any free port. */
  port: number;
  /** Environment variable that sets the port. */
  variable: string;
}

/** A person has to mend something before the service can start; the message says what and how. */
export class StartError extends Error {}

/** Listen on 127.0.0.1 only. @throws StartError when the port is taken or may not be used */
export function listen(server: Server, listening: Listening): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explainPort(error, listening)));
    server.listen(listening.port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Why a server could not listen, for a person; an error that has nothing to do with the port stays as it is. */
export function explainPort(error: NodeJS.ErrnoException, { name, port, variable }: Listening): Error {
  const choose = `Choose another: ${variable}=${port + 1} npm start (0 takes any free port).`;
  if (error.code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port}, where ${name} should be, is taken: perhaps by another npm start, or by another program ` +
        `(see: lsof -i :${port}).\n${choose}`,
    );
  }
  if (error.code === 'EACCES')
    return new StartError(`Port ${port}, where ${name} should be, is not allowed.\n${choose}`);
  return error;
}

/** Stop at once: open connections are cut. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
