import { describe, expect, it } from 'vitest';
import { finishRotation, isRotating, secretOf, startRotation } from '../../../functions/domain/rotation.ts';
import { aCredentials } from '../../support/credentials.ts';

const { previousToken: _, previousEncodingAesKey: __, ...credentials } = aCredentials();
const fresh = { token: 'new-token', encodingAesKey: 'b'.repeat(43) };

describe('a rotation', () => {
  it('takes the old secrets as well until it is finished', () => {
    const rotating = startRotation(credentials, fresh);
    expect(rotating).toEqual({
      ...{ ...credentials, ...fresh },
      ...{ previousToken: credentials.token, previousEncodingAesKey: credentials.encodingAesKey },
    });
    expect([isRotating(credentials), isRotating(rotating)]).toEqual([false, true]);
    expect(finishRotation(rotating)).toEqual({ ...credentials, ...fresh });
  });

  it('draws letters and digits', () => {
    expect(
      secretOf(
        62,
        (
          (next) => () =>
            next++
        )(0),
      ),
    ).toMatch(/^[A-Za-z0-9]{62}$/);
  });
});
