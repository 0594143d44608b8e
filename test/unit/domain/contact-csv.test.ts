import { describe, expect, it } from 'vitest';
import { fromCsv, tagFaults, toCsv } from '../../../functions/domain/contact-csv.ts';
import { aContact } from '../../support/contacts.ts';

const faultsOf = (text: string) =>
  fromCsv(text).faults.map(({ line, field, message }) => `${line} ${field} ${message}`);

describe('toCsv', () => {
  it('writes what is typed, the free fields by name, and what is told', () => {
    const contacts = [
      aContact({ openId: 'oUser-1', remark: 'old friend', tags: ['vip', '熟客'], fields: { city: 'Paris' } }),
      aContact({ openId: 'oUser-2', claims: { nickName: '小李' }, source: 'poster', kfAccount: 'kf1@shop' }),
    ];
    const [heading, first, second] = toCsv(contacts).split('\n');
    expect(heading).toBe(
      '\ufeffopenId,remark,tags,field:city,name,channel,source,scenes,products,kfAccount,handOffs,firstSeenAt,lastSeenAt',
    );
    expect(first).toBe('oUser-1,old friend,vip;熟客,Paris,,message,,,,,0,1800000000,1800000000');
    expect(second).toBe('oUser-2,,,,小李,message,poster,,,kf1@shop,0,1800000000,1800000000');
  });

  it('keeps texts that a spreadsheet would compute, there and back', () => {
    const csv = toCsv([aContact({ openId: 'oUser-1', remark: '=1+1', fields: { note: '+49' } })]);
    expect(csv).toContain("'=1+1");
    expect(fromCsv(csv)).toMatchObject({ rows: [{ remark: '=1+1', fields: { note: '+49' } }], faults: [] });
  });
});

describe('fromCsv', () => {
  it('reads the columns that are there, and leaves the others as they are', () => {
    expect(fromCsv('openId,tags\noUser-1, vip ；熟客;').rows).toEqual([
      { line: 2, openId: 'oUser-1', tags: ['vip', '熟客'], fields: {} },
    ]);
    expect(fromCsv('openId,remark,field:city\noUser-1,,').rows).toEqual([
      { line: 2, openId: 'oUser-1', remark: '', fields: {} },
    ]);
  });

  it.each([
    ['remark\nhello', '1 openId is missing in the first line; name the columns there'],
    ['', '1 openId is missing in the first line; name the columns there'],
    ['openId,tags,tags\no,a,b', '1 tags is named twice'],
    ['openId,city\no,Paris', '1 city is no column; a free field is called field:city'],
    ['openId,\no,Paris', '1 column 2 is no column; a free field is called field:'],
    ['openId,remark\noUser-1', '2 (row) has 1 cells; the first line has 2'],
    ['openId\nno id', '2 openId is no OpenID; copy it whole, it has 6 to 64 letters, digits, - and _'],
    [`openId,remark\noUser-1,${'a'.repeat(201)}`, '2 remark is longer than 200 characters'],
    [`openId,field:a\noUser-1,${'a'.repeat(501)}`, '2 field:a is longer than 500 characters'],
    [`openId,tags\noUser-1,${'长'.repeat(11)}`, `2 tags holds ${'长'.repeat(10)}…, which is longer than 30 bytes`],
    ['openId,remark\noUser-1,"open', '2 (row) is no CSV: a quote is left open or stands inside a text'],
  ])('refuses %j, and says why', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('takes the rows that are right beside those that are not, and a person once', () => {
    const { rows } = fromCsv('openId\noUser-1\n?\noUser-1\noUser-2');
    expect(rows.map(({ openId }) => openId)).toEqual(['oUser-1', 'oUser-2']);
    expect(faultsOf('openId\noUser-1\n?\noUser-1\noUser-2')).toEqual([
      '3 openId is no OpenID; copy it whole, it has 6 to 64 letters, digits, - and _',
      '4 openId stands in line 2 already',
    ]);
  });
});

describe('tagFaults', () => {
  it.each([
    [20, []],
    [21, ['holds 21 tags; a person has at most 20']],
  ])('of %i tags', (count, faults) => {
    expect(tagFaults(Array.from({ length: count }, (_, n) => `t${n}`))).toEqual(faults);
  });
});
