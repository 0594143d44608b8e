import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../../functions/domain/statistics/csv.ts';

describe('csvOf', () => {
  it('writes a line for each record, with the columns of all of them', () => {
    expect(csvOf([{ a: 1 }, { a: 2, b: '中文' }])).toBe('\uFEFFa,b\r\n1,\r\n2,中文\r\n');
  });

  it('quotes what would break a line', () => {
    expect(csvOf([{ text: 'a,"b"\nc' }])).toContain('"a,""b""\nc"');
  });

  it.each(['=1+1', '+1', '-1', '@sum'])('makes a text of %s, which a spreadsheet would run', (text) => {
    expect(csvOf([{ text }])).toContain(`'${text}`);
  });
});
