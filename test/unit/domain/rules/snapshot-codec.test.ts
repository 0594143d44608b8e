import { describe, expect, it } from 'vitest';
import {
  decodeSnapshot,
  encodeSnapshot,
  SnapshotFormatError,
} from '../../../../functions/domain/rules/snapshot-codec.ts';
import { aRule, aSnapshot } from '../../../support/rules.ts';

describe('snapshot codec', () => {
  it('reads what it wrote', () => {
    const rules = [
      aRule(),
      aRule({ id: 'b', keywords: ['a', 'b'], replies: [{ kind: 'hand-off' }], priority: 3, enabled: false }),
      aRule({ id: 'c', match: 'any', keywords: [], kinds: ['image', 'text'], pick: 'random', cooldownMinutes: 60 }),
      aRule({ id: 'd', match: 'regex', keywords: ['a.*b'], literals: [['a', 'b']], from: 1, until: 2, modes: ['bot'] }),
      aRule({ id: 'e', match: 'event', keywords: ['CLICK'], kinds: [], replies: [] }),
    ];
    const snapshot = aSnapshot({ rules, traditional: '車车' });
    expect(decodeSnapshot(encodeSnapshot(snapshot))).toEqual(snapshot);
  });

  it('says that it cannot read another format, or half a snapshot', () => {
    const bytes = encodeSnapshot(aSnapshot());
    expect(() => decodeSnapshot(Uint8Array.of(9, 1, 2))).toThrow('snapshot format 9 is unknown; this release reads 1');
    expect(() => decodeSnapshot(bytes.subarray(0, 20))).toThrow(SnapshotFormatError);
  });
});
