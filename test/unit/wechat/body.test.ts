import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../../functions/errors.ts';
import { parseBody } from '../../../functions/wechat/body.ts';
import { anyMessage } from '../../support/any-message.ts';
import { writeBody } from '../../support/push.ts';

const read = (xml: string) => parseBody(xml, 'xml');

describe('parseBody on XML', () => {
  it.each([
    ['text', '<xml><a>b</a></xml>', { a: 'b' }],
    ['nothing', '<xml><a></a><b><![CDATA[]]></b></xml>', { a: '', b: '' }],
    ['CDATA with tags in it', '<xml><a><![CDATA[<b>&amp;</b>]]></a></xml>', { a: '<b>&amp;</b>' }],
    ['split CDATA', '<xml><a><![CDATA[x]]]]><![CDATA[>y]]></a></xml>', { a: 'x]]>y' }],
    ['entities', '<xml><a>&lt;&amp;&gt; &quot;&apos;</a></xml>', { a: '<&> "\'' }],
    ['characters by number', '<xml><a>&#20013;&#x6587;</a></xml>', { a: '中文' }],
    ['unknown entities as they are', '<xml><a>&who; & b</a></xml>', { a: '&who; & b' }],
    ['a document type within CDATA', '<xml><a><![CDATA[<!DOCTYPE html>]]></a></xml>', { a: '<!DOCTYPE html>' }],
    ['fields within', '<xml><a> <b>1</b>\n<c>2</c></a></xml>', { a: { b: '1', c: '2' } }],
    ['repeated elements', '<xml><a>1</a><a>2</a><a>3</a></xml>', { a: ['1', '2', '3'] }],
    ['comments', '<xml><!-- <b> --><a>1<!---->2</a></xml>', { a: '12' }],
    ['a declaration, and blanks around', '<?xml version="1.0"?>\n<xml>\n<a>1</a>\n</xml>\n', { a: '1' }],
    ['elements closed at once', '<xml><a/><b /><c>1</c></xml>', { a: '', b: '', c: '1' }],
  ])('reads %s', (_what, xml, fields) => {
    expect(read(xml)).toMatchObject(fields);
  });

  it.each([
    '',
    'text',
    '<xml>',
    '<xml></xml',
    '<xml></lmx>',
    '<xml></xml>text',
    '<xml><![CDATA[</xml>',
    '<xml><!DOCTYPE a></xml>',
    '<!DOCTYPE a><xml><a>1</a></xml>',
    '<!doctype a [<!ENTITY b "c">]><xml><a>&b;</a></xml>',
    '<xml><__proto__><a>1</a></__proto__></xml>',
    '<xml>b</xml>',
  ])('refuses %j', (xml) => {
    expect(() => read(xml)).toThrow(ProtocolError);
  });

  it('counts nesting and fields', () => {
    const nested = (depth: number) => `<xml>${'<a>'.repeat(depth - 1)}${'</a>'.repeat(depth - 1)}</xml>`;
    expect(() => read(nested(16))).not.toThrow();
    expect(() => read(nested(20))).toThrow(ProtocolError);
    const wide = (fields: number) => `<xml>${'<a></a>'.repeat(fields - 1)}</xml>`;
    expect(() => read(wide(990))).not.toThrow();
    expect(() => read(wide(1_001))).toThrow(ProtocolError);
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
