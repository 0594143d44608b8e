import { number, optionalText, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** WeChat tells the account that its verification, naming or annual review changed; some take rights away. */
export interface AccountNoticeEvent extends EventMessage {
  kind: 'account-notice';
  /** Epoch seconds. */
  expiresAt?: number;
  failReason?: string;
}

/** Events `annual_renew`, `verify_expired`, `qualification_verify_*` and `naming_verify_*`. */
export function parseAccountNotice(wire: WireFields, base: EventMessage): AccountNoticeEvent {
  const expiresAt = number(wire, 'ExpiredTime');
  const failReason = optionalText(wire, 'FailReason');
  return {
    ...base,
    kind: 'account-notice',
    ...(expiresAt > 0 && { expiresAt }),
    ...(failReason !== undefined && { failReason }),
  };
}
