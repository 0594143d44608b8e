import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { FileFetchError } from '../../errors.ts';
import { isPublicAddress } from './public-address.ts';

/** Every address of the name has to be public, so that the one that is connected to is. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(privateAddress() as unknown as NodeJS.ErrnoException, '', 0);
    }
    if (options.all) return callback(null, addresses);
    const [first] = addresses;
    callback(null, first?.address ?? '', first?.family ?? 0);
  });
};

/** The address leads into our own network. */
export const privateAddress = () => new FileFetchError('the address is not on the open internet');
