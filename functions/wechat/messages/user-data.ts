import { optionalText, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** A user changed or withdrew what may be known of them: their profile is to be deleted. */
export interface UserDataEvent extends EventMessage {
  kind: 'user-info-modified' | 'user-authorization-revoked' | 'user-authorization-cancelled';
  /** Whose data it is; the sender may be another id of the same person. */
  subjectOpenId?: string;
  appId?: string;
  revokeInfo?: string;
}

const KINDS: { readonly [event: string]: UserDataEvent['kind'] } = {
  user_info_modified: 'user-info-modified',
  user_authorization_revoke: 'user-authorization-revoked',
};

/** Events `user_info_modified`, `user_authorization_revoke` and `user_authorization_cancellation`. */
export function parseUserData(wire: WireFields, base: EventMessage): UserDataEvent {
  const kind = KINDS[base.event] ?? 'user-authorization-cancelled';
  const subjectOpenId = optionalText(wire, 'OpenID');
  const appId = optionalText(wire, 'AppID');
  const revokeInfo = optionalText(wire, 'RevokeInfo');
  return {
    ...base,
    kind,
    ...(subjectOpenId !== undefined && { subjectOpenId }),
    ...(appId !== undefined && { appId }),
    ...(revokeInfo !== undefined && { revokeInfo }),
  };
}
