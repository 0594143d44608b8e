import type { Credentials } from './account.ts';

/** The two secrets of the callback that can be changed while messages come in. */
export interface CallbackSecrets {
  token: string;
  encodingAesKey: string;
}

/** The token's length: WeChat takes 3 to 32. */
export const TOKEN_LENGTH = 32;
export const AES_KEY_LENGTH = 43;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits only, as WeChat takes them; `random` gives a whole number below its argument. */
export const secretOf = (length: number, random: (below: number) => number): string =>
  Array.from({ length }, () => ALPHABET[random(ALPHABET.length)]).join('');

/** Whether an earlier rotation is not finished. */
export const isRotating = ({ previousToken, previousEncodingAesKey }: Credentials): boolean =>
  previousToken !== undefined || previousEncodingAesKey !== undefined;

/** The new secrets are current; the old ones are taken as well until `finishRotation`. */
export function startRotation(credentials: Credentials, fresh: CallbackSecrets): Credentials {
  const { token, encodingAesKey } = credentials;
  return { ...credentials, ...fresh, previousToken: token, previousEncodingAesKey: encodingAesKey };
}

/** Only the current secrets are taken from now on. */
export function finishRotation(credentials: Credentials): Credentials {
  const { previousToken: _token, previousEncodingAesKey: _key, ...rest } = credentials;
  return rest;
}
