import { describe, expect, it } from 'vitest';
import { ERRCODES, meaningOf } from '../../../functions/wechat/errcodes.ts';
import { loadedBy } from '../../support/imports.ts';

/** Section by section, what the documentation of the calls lists. */
const CLASSES: Record<string, number[]> = {
  retry: [-1, 45011, 61450],
  token: [40001, 40014, 42001],
  caller: [
    41001, 40003, 40005, 40009, 40007, 40033, 40066, 40097, 40035, 47001, 44002, 43001, 43002, 45002, 45008, 45072,
    45162, 61451, 61452, 61454, 61455, 61457, 65401, 65403, 65404, 65409, 65416, 65417,
  ],
  quota: [43004, 50005, 45009, 45015, 45047, 45080, 48002, 48006, 61456, 65405, 65410],
  administrator: [
    40002, 40013, 40125, 41002, 41004, 40164, 40243, 48001, 48004, 50002, 50004, 50007, 65400, 65402, 89501, 89503,
    89506, 89507,
  ],
  state: [45081, 61453, 61458, 61459, 65406, 65407, 65408, 65411, 65412, 65413, 65414, 65415],
};

describe('meaningOf', () => {
  it.each(Object.entries(CLASSES))('knows what is of class %s', (name, codes) => {
    expect(codes.filter((code) => meaningOf(code).class !== name)).toEqual([]);
  });

  it('knows these and no others', () => {
    expect(ERRCODES.toSorted((a, b) => a - b)).toEqual(
      Object.values(CLASSES)
        .flat()
        .sort((a, b) => a - b),
    );
  });

  it('says of each what to do, in Chinese and in English', () => {
    for (const { zh, en } of ERRCODES.map(meaningOf)) {
      expect(zh).toMatch(/^.*[，；].*。$/);
      expect(en).toMatch(/^[A-Z].*[;,].*\.$/);
    }
  });

  it('takes an unlisted code for the caller’s, and names it', () => {
    const { class: kind, zh, en } = meaningOf(99999);
    expect([kind, zh.includes('99999'), en.includes('99999')]).toEqual(['caller', true, true]);
  });
});

describe('the table', () => {
  it.each(['push', 'passive-reply', 'messages/index', 'custom-send'])('is not loaded by %s', (file) => {
    expect([...loadedBy(`functions/wechat/${file}.ts`)].filter((loaded) => loaded.includes('errcodes'))).toEqual([]);
  });
});
