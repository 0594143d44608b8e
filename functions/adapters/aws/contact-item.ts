import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type Contact, nothingKnown } from '../../domain/contact.ts';
import { toPlain } from './plain-item.ts';

/*
 * Items of `kefu-contacts`:
 *
 *   account, openId            a contact, with the fields of its type; `lastSeenAt` is in the index `seen`
 *     seq                      the newest change of the conversation that it knows
 *     rev                      counts the writes: each is bound to the one before
 *   account#tag#VIP, openId    who is found by a facet
 *   account#want#follower, openId   whom WeChat is to be asked about
 */
export type Item = Record<string, AttributeValue>;

/** A contact with what binds its next write. */
export interface StoredContact {
  contact: Contact;
  rev: number;
  /** Texts of one length, so that they compare like the numbers they stand for. */
  seq: string;
}

/** Sequence numbers of a stream have up to 40 digits. */
export const encodeSequence = (sequence: string): string => sequence.padStart(40, '0');

export const keyOf = (account: string, openId: string): Item => ({ account: { S: account }, openId: { S: openId } });

export const encodeContact = ({ contact, rev, seq }: StoredContact): Item =>
  marshall({ ...contact, rev, seq }, { removeUndefinedValues: true });

export function decodeContact(item: Item): StoredContact {
  const { rev, seq, ...contact } = toPlain(item);
  return {
    contact: { ...nothingKnown(), ...contact } as unknown as Contact,
    rev: Number(rev ?? 0),
    seq: String(seq ?? ''),
  };
}
