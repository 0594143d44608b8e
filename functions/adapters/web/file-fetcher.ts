import type { IncomingMessage } from 'node:http';
import { FileFetchError } from '../../errors.ts';
import type { FileFetcher } from '../../ports/file-fetcher.ts';
import { isPublicAddress } from './public-address.ts';
import { privateAddress, publicLookup } from './public-lookup.ts';

// Not imported: the ESM import of these two loads undici on Node 24.
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

const TIMEOUT_MS = 20_000;
const REDIRECTS = 3;

export interface FileFetcherOptions {
  /** On the local service files may come from this machine, over http too. */
  allowPrivate: boolean;
  deadline?: (milliseconds: number) => AbortSignal;
}

/** Fetches files over https from the open internet only: an address in a rule must not reach into our own network. */
export function createFileFetcher({ allowPrivate, deadline = AbortSignal.timeout }: FileFetcherOptions): FileFetcher {
  return {
    read: async (url, maxBytes) => {
      const signal = deadline(TIMEOUT_MS);
      let at = checkedUrl(url, allowPrivate);
      for (let hop = 0; hop <= REDIRECTS; hop++) {
        const answer = await get(at, { allowPrivate, maxBytes, signal });
        if (answer.bytes) return answer.bytes;
        at = checkedUrl(new URL(answer.location, at).href, allowPrivate);
      }
      throw new FileFetchError(`the address leads on more than ${REDIRECTS} times`);
    },
  };
}

function checkedUrl(given: string, allowPrivate: boolean): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined) throw new FileFetchError('the address is none');
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:'))
    throw new FileFetchError('the address does not begin with https://');
  if (url.username !== '' || url.password !== '') throw new FileFetchError('the address holds a password');
  return url;
}

interface Fetch {
  allowPrivate: boolean;
  maxBytes: number;
  signal: AbortSignal;
}

type Answer = { bytes: Uint8Array } | { bytes?: never; location: string };

function get(url: URL, { allowPrivate, maxBytes, signal }: Fetch): Promise<Answer> {
  return new Promise((done, reject) => {
    const fail = (error: unknown) => reject(asFetchError(error));
    const { hostname } = url;
    // Names are checked where they are resolved; an address is not resolved.
    const literal = hostname.replace(/^\[|\]$/g, '');
    if (!allowPrivate && /^[\d.]+$|:/.test(literal) && !isPublicAddress(literal)) return fail(privateAddress());
    const client = url.protocol === 'https:' ? https : http;
    const lookup = allowPrivate ? {} : { lookup: publicLookup };
    const request = client.get(url, { agent: false, signal, ...lookup }, (incoming) => {
      readAnswer(incoming, maxBytes).then(done, (error) => {
        request.destroy();
        fail(error);
      });
    });
    request.on('error', fail);
  });
}

async function readAnswer(incoming: IncomingMessage, maxBytes: number): Promise<Answer> {
  const { statusCode = 0, headers } = incoming;
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
    incoming.resume();
    return { location: headers.location };
  }
  if (statusCode !== 200) throw new FileFetchError(`the address answers with HTTP status ${statusCode}`);
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks) };
}

const tooLarge = (maxBytes: number) => new FileFetchError(`the file has more than ${maxBytes} bytes`);

/** The code only: messages of errors may quote the address with its query. */
function asFetchError(error: unknown): FileFetchError {
  if (error instanceof FileFetchError) return error;
  const { name, code } = error as NodeJS.ErrnoException;
  const reason = name === 'AbortError' || name === 'TimeoutError' ? 'no answer in time' : (code ?? name);
  return new FileFetchError(`the address cannot be fetched: ${reason}`);
}
