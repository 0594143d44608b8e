import { AwsError } from '../aws/answer.ts';

/** One page of a list; the token is the name after which the next page starts. */
export function page(names: string[], given: { MaxResults?: unknown; NextToken?: unknown }, max: number) {
  const size = given.MaxResults === undefined ? max : Number(given.MaxResults);
  if (!Number.isInteger(size) || size < 1 || size > max) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${String(given.MaxResults)}' at 'maxResults' failed to satisfy constraint: Member must have value between 1 and ${max}`,
    );
  }
  const after = given.NextToken === undefined ? '' : Buffer.from(String(given.NextToken), 'base64url').toString();
  const rest = names.filter((name) => name > after);
  const shown = rest.slice(0, size);
  const last = shown.at(-1);
  const next = rest.length > size && last ? { NextToken: Buffer.from(last).toString('base64url') } : {};
  return { shown, next };
}
