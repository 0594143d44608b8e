import * as fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../../functions/errors.ts';
import { parseXml } from '../../../functions/wechat/xml.ts';
import { anyMessage } from '../../support/any-message.ts';
import { writeBody } from '../../support/push.ts';

const LIMITS = { maxNesting: 16, maxFields: 1_000 };
const read = (xml: string) => parseXml(xml, LIMITS);
const reference = new XMLParser({ parseTagValue: false, trimValues: false });

describe('parseXml', () => {
  it.each([
    ['text', '<xml><a>b</a></xml>', { a: 'b' }],
    ['nothing', '<xml><a></a><b><![CDATA[]]></b></xml>', { a: '', b: '' }],
    ['CDATA with tags in it', '<xml><a><![CDATA[<b>&amp;</b>]]></a></xml>', { a: '<b>&amp;</b>' }],
    ['split CDATA', '<xml><a><![CDATA[x]]]]><![CDATA[>y]]></a></xml>', { a: 'x]]>y' }],
    ['entities', '<xml><a>&lt;&amp;&gt; &quot;&apos; &#20013;&#x6587;</a></xml>', { a: '<&> "\' 中文' }],
    [
      'unknown and impossible entities as they are',
      '<xml><a>&who; &#x110000; & b</a></xml>',
      { a: '&who; &#x110000; & b' },
    ],
    ['fields within', '<xml><a> <b>1</b>\n<c>2</c></a></xml>', { a: { b: '1', c: '2' } }],
    ['repeated elements', '<xml><a>1</a><a>2</a><a>3</a></xml>', { a: ['1', '2', '3'] }],
    ['comments', '<xml><!-- <b> --><a>1<!---->2</a></xml>', { a: '12' }],
    ['a declaration, and blanks around', '<?xml version="1.0"?>\n<xml>\n<a>1</a>\n</xml>\n', { a: '1' }],
    [
      'names that objects have too',
      '<xml><constructor>1</constructor><toString>2</toString></xml>',
      { constructor: '1', toString: '2' },
    ],
    ['elements closed at once', '<xml><a/><b /><c>1</c></xml>', { a: '', b: '', c: '1' }],
    ['a root closed at once', '<xml/>', ''],
    ['a root of text', '<xml>b</xml>', 'b'],
  ])('reads %s', (_what, xml, fields) => {
    expect(read(xml)).toEqual(fields);
  });

  it.each([
    '',
    'text',
    '<xml>',
    '<xml></xml',
    '<xml></lmx>',
    '<xml><a></xml></a>',
    '<xml></xml><xml></xml>',
    '<xml></xml>text',
    'text<xml></xml>',
    '<xml a="b"></xml>',
    '<xml>< a></ a></xml>',
    '<xml><1></1></xml>',
    '<xml><![CDATA[</xml>',
    '<xml><!-- </xml>',
    '<xml><!DOCTYPE a></xml>',
    '<!DOCTYPE a><xml></xml>',
    '<?xml version="1.0"',
    '<xml><?php ?></xml>',
    '<xml><a',
  ])('refuses %j', (xml) => {
    expect(() => read(xml)).toThrow(ProtocolError);
  });

  it('counts nesting and fields', () => {
    const nested = (depth: number) => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
    expect(() => read(nested(16))).not.toThrow();
    expect(() => read(nested(17))).toThrow(ProtocolError);
    const wide = (fields: number) => `<xml>${'<a></a>'.repeat(fields - 1)}</xml>`;
    expect(() => read(wide(1_000))).not.toThrow();
    expect(() => read(wide(1_001))).toThrow(ProtocolError);
  });

  it('reads any push as fast-xml-parser does', () => {
    fc.assert(
      fc.property(anyMessage, ({ wire }) => {
        const xml = writeBody(wire, 'xml').replaceAll('\r', '');
        expect(read(xml)).toEqual(reference.parse(xml).xml);
      }),
    );
  });

  it('either reads a damaged push or says that it cannot', () => {
    fc.assert(
      fc.property(anyMessage, fc.nat(), fc.nat(9), fc.string(), ({ wire }, at, length, instead) => {
        const xml = writeBody(wire, 'xml');
        const start = at % xml.length;
        try {
          read(xml.slice(0, start) + instead + xml.slice(start + length));
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
