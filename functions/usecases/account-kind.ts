import type { AccountKind } from '../domain/account.ts';
import type { CredentialsStore } from '../ports/credentials.ts';

/**
 * What an account is. One whose credentials are not stored yet, or are malformed, counts as a service account: its rules can
 * be written before.
 */
export async function accountKindOf(
  { credentials }: { credentials: CredentialsStore },
  account: string,
): Promise<AccountKind> {
  const known = await credentials.read(account).catch(() => undefined);
  return known?.kind ?? 'service';
}
