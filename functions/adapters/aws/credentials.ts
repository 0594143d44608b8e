import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import type { Credentials } from '../../domain/account.ts';
import { parseCredentials } from '../../domain/credentials.ts';
import type { CredentialsStore } from '../../ports/credentials.ts';

/** A rotation must reach warm containers. */
const KEPT_SECONDS = 60;
/** On the day of set-up people save the URL before the parameter. */
const UNKNOWN_KEPT_SECONDS = 5;
/** Scanners try many names. */
const MAX_KEPT = 500;

interface CredentialsDeps {
  ssm: SSMClient;
  /** Name of an account's parameter. */
  nameOf: (account: string) => string;
  /** Real time, in milliseconds from any start: measures how old a copy is. */
  nowMs: () => number;
}

interface Copy {
  readAtMs: number;
  credentials: Promise<Credentials | undefined>;
  /** What is known once it has been read. */
  known?: Credentials;
}

/** Credentials from SSM, kept in memory for a minute. While SSM does not answer, the last copy goes on serving. */
export function createCredentialsStore(deps: CredentialsDeps): CredentialsStore {
  const copies = new Map<string, Copy>();
  return {
    read: (account, newerThanSeconds = KEPT_SECONDS) => {
      const copy = copies.get(account);
      if (copy !== undefined && isFresh(copy, newerThanSeconds, deps.nowMs())) return copy.credentials;
      if (copies.size >= MAX_KEPT) copies.clear();
      const next = readCopy(deps, account, copy?.known);
      copies.set(account, next);
      return next.credentials;
    },
  };
}

function isFresh({ readAtMs, known }: Copy, newerThanSeconds: number, nowMs: number): boolean {
  const seconds = known === undefined ? Math.min(UNKNOWN_KEPT_SECONDS, newerThanSeconds) : newerThanSeconds;
  return nowMs - readAtMs < seconds * 1000;
}

function readCopy(deps: CredentialsDeps, account: string, last: Credentials | undefined): Copy {
  const copy: Copy = { readAtMs: deps.nowMs(), credentials: readParameter(deps, account, last) };
  if (last !== undefined) copy.known = last;
  copy.credentials.then(
    (credentials) => {
      if (credentials === undefined) delete copy.known;
      else copy.known = credentials;
    },
    () => delete copy.known,
  );
  return copy;
}

async function readParameter(
  { ssm, nameOf }: CredentialsDeps,
  account: string,
  last: Credentials | undefined,
): Promise<Credentials | undefined> {
  const text = await readText(ssm, nameOf(account), last !== undefined);
  if (text === undefined) return undefined;
  if (text === UNREACHABLE) return last;
  const credentials = parseCredentials(account, text);
  // The same object as before where nothing changed: keys are kept per object.
  return last !== undefined && JSON.stringify(last) === JSON.stringify(credentials) ? last : credentials;
}

const UNREACHABLE = Symbol('SSM did not answer');

async function readText(
  ssm: SSMClient,
  Name: string,
  hasCopy: boolean,
): Promise<string | undefined | typeof UNREACHABLE> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    return Parameter?.Value ?? '';
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    if (hasCopy) return UNREACHABLE;
    throw error;
  }
}
