/**
 * Whether the caller's address is on the account's list.
 *
 * @see API IP 白名单: official accounts for every call, mini programs for calls with the AppSecret
 */
import { BlockList, isIP } from 'node:net';
import { isMiniProgram } from '../accounts.ts';
import type { AccountState } from '../types.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal 40164, with the address in errmsg */
export function checkAddress({ settings }: AccountState, address: string, withSecret: boolean): void {
  if (settings.ipWhitelist === null || (isMiniProgram(settings.kind) && !withSecret)) return;
  if (!settings.ipWhitelist.some((entry) => covers(entry, address)))
    throw new Refusal(40164, `${address} ipv6 ::ffff:${address}, not in whitelist`);
}

function covers(entry: string, address: string): boolean {
  const [network = '', prefix] = entry.split('/');
  if (prefix === undefined) return network === address;
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), isIP(network) === 6 ? 'ipv6' : 'ipv4');
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
