import { describe, expect, it } from 'vitest';
import type { Credentials } from '../../../functions/domain/account.ts';
import { parseCredentials } from '../../../functions/domain/credentials.ts';
import { aCredentials } from '../../support/credentials.ts';

const parse = (fields: unknown) => parseCredentials('main', JSON.stringify(fields));

describe('credentials', () => {
  it('are read whole', () => {
    const whole = aCredentials({ previousToken: 'before', previousEncodingAesKey: 'a'.repeat(43) });
    expect(parse(whole)).toEqual(whole);
  });

  it('lose what nobody knows, and what is empty', () => {
    expect(parse({ ...aCredentials(), note: 'x', previousToken: '' })).toEqual(aCredentials());
  });

  it('name every fault at once', () => {
    const { token: _token, ...rest } = aCredentials();
    expect(() => parse({ ...rest, encodingAesKey: 'short', encryption: 'none' })).toThrow(
      'credentials of main: token is missing; encodingAesKey must be 43 letters and digits; encryption must be safe, compat or plain',
    );
  });

  it.each(['', 'no json', '[]', 'null', '"text"'])('that are %j are no object', (text) => {
    expect(() => parseCredentials('main', text)).toThrow('credentials of main: must be a JSON object');
  });

  it.each(Object.keys(aCredentials()) as (keyof Credentials)[])('never show the value of %s', (field) => {
    const secret = ' s3cret value ';
    expect(() => parse({ ...aCredentials(), [field]: secret })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('s3cret') }),
    );
  });
});
