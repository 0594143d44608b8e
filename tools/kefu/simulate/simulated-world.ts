import type { AccountView } from '../../simulator/view.ts';
import { isNetworkError } from '../shared/aws-failure.ts';
import { Failure } from '../shared/failure.ts';
import { unreachable } from '../shared/target.ts';

/** The simulated WeChat of a running service, over HTTP. */
export interface SimulatedWorld {
  /** Make something happen: `control('users/type', {...})`. @throws Failure when it is impossible */
  control<T = unknown>(path: string, input: object): Promise<T>;
  /** How an account stands now. */
  account(name: string): Promise<AccountView>;
}

/** @param base `http://127.0.0.1:3001` */
export function simulatedWorld(base: string): SimulatedWorld {
  const call = async (path: string, init?: RequestInit): Promise<Record<string, unknown>> => {
    try {
      const response = await fetch(`${base}/_simulator/${path}`, init);
      return (await response.json()) as Record<string, unknown>;
    } catch (cause) {
      if (isNetworkError(cause)) throw unreachable(base, true, cause);
      throw cause;
    }
  };
  return {
    control: async <T>(path: string, input: object) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await call(path, { method: 'POST', headers, body: JSON.stringify(input) });
      if (answer.ok === true) return answer.result as T;
      throw impossible(String(answer.error));
    },
    account: async (name) => {
      const { accounts } = (await call(`state?account=${encodeURIComponent(name)}`)) as {
        accounts?: Record<string, AccountView>;
      };
      const found = accounts?.[name];
      if (!found) throw impossible(`there is no account ${name}`);
      return found;
    },
  };
}

const impossible = (why: string) => new Failure('refused', { zh: `做不到：${why}`, en: `That cannot happen: ${why}` });
