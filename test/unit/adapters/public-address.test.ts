import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../functions/adapters/web/public-address.ts';

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '101.226.103.0', '172.32.0.1', '2408:8756::1', '2606:4700::1111'])(
    'lets %s be fetched',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '169.254.170.2',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    '::ffff:8.8.8.8',
    '64:ff9b::a9fe:a9fe',
    '2001:db8::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('keeps our own network from %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
