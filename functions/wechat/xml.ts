import { ProtocolError } from '../errors.ts';

/** Fields by their element's name: text, fields within, or an array where an element is repeated. */
export type XmlFields = { [name: string]: XmlValue };
export type XmlValue = string | XmlFields | XmlValue[];

/** What a document may measure at most. */
export interface XmlLimits {
  maxNesting: number;
  maxFields: number;
}

/** Of an opening tag; with a slash, the element is empty. */
const NAME = /^[A-Za-z_][\w.-]*(?: ?\/)?$/;
const CDATA = '<![CDATA[';
const COMMENT = '<!--';
const BLANK = /^\s*$/;
const REFERENCE = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi;
const NAMED: { readonly [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Read the XML that WeChat writes: elements, text, CDATA, the five entities, comments. Whatever else XML has (attributes,
 * document types, entities of one's own, processing instructions) is refused, since WeChat sends none of it.
 *
 * @returns the fields of the root element
 * @throws {ProtocolError} if the text is anything else, or larger than the limits
 */
export function parseXml(xml: string, limits: XmlLimits): XmlValue {
  return new Scanner(xml, limits).document();
}

class Scanner {
  readonly #xml: string;
  readonly #maxNesting: number;
  #fieldsLeft: number;
  #at = 0;

  constructor(xml: string, { maxNesting, maxFields }: XmlLimits) {
    this.#xml = xml;
    this.#maxNesting = maxNesting;
    this.#fieldsLeft = maxFields;
  }

  document(): XmlValue {
    if (this.#xml.startsWith('<?xml ')) this.#skipPast('?>');
    this.#skipBlank();
    const name = this.#openTag();
    const value = name.endsWith('/') ? '' : this.#content(name, 1);
    this.#skipBlank();
    if (this.#at < this.#xml.length) throw malformed();
    return value;
  }

  /** From behind `<name>` to behind `</name>`: its text, or its fields if it has any. */
  #content(name: string, depth: number): XmlValue {
    if (depth > this.#maxNesting) throw new ProtocolError('body is nested too deep');
    const xml = this.#xml;
    let text = '';
    let fields: XmlFields | undefined;
    for (;;) {
      const next = xml.indexOf('<', this.#at);
      if (next < 0) throw malformed();
      if (next > this.#at) text += unescaped(xml.slice(this.#at, next));
      this.#at = next;
      const mark = xml.charCodeAt(next + 1);
      if (mark === 0x2f /* / */) {
        this.#closeTag(name);
        return fields ?? text;
      }
      if (mark === 0x21 /* ! */) text += this.#section();
      else {
        const child = this.#openTag();
        fields ??= {};
        if (child.endsWith('/')) add(fields, child.slice(0, -1).trimEnd(), '');
        else add(fields, child, this.#content(child, depth + 1));
      }
    }
  }

  #openTag(): string {
    const end = this.#xml.indexOf('>', this.#at);
    const name = this.#xml.slice(this.#at + 1, end);
    if (end < 0 || this.#xml[this.#at] !== '<' || !NAME.test(name)) throw malformed();
    if (--this.#fieldsLeft < 0) throw new ProtocolError('body has too many fields');
    this.#at = end + 1;
    return name;
  }

  #closeTag(name: string): void {
    const start = this.#at + 2;
    const end = start + name.length;
    if (!this.#xml.startsWith(name, start) || this.#xml.charCodeAt(end) !== 0x3e /* > */) throw malformed();
    this.#at = end + 1;
  }

  /** The text of a CDATA section; nothing for a comment. */
  #section(): string {
    const xml = this.#xml;
    if (xml.startsWith(CDATA, this.#at)) {
      const start = this.#at + CDATA.length;
      this.#skipPast(']]>');
      return xml.slice(start, this.#at - 3);
    }
    if (!xml.startsWith(COMMENT, this.#at)) throw malformed();
    this.#at += COMMENT.length;
    this.#skipPast('-->');
    return '';
  }

  #skipPast(end: string): void {
    const found = this.#xml.indexOf(end, this.#at);
    if (found < 0) throw malformed();
    this.#at = found + end.length;
  }

  #skipBlank(): void {
    const next = this.#xml.indexOf('<', this.#at);
    const end = next < 0 ? this.#xml.length : next;
    if (end > this.#at && !BLANK.test(this.#xml.slice(this.#at, end))) throw malformed();
    this.#at = end;
  }
}

function add(fields: XmlFields, name: string, value: XmlValue): void {
  // Everything else that objects inherit is hidden by an own field.
  if (name === '__proto__') return;
  if (!Object.hasOwn(fields, name)) {
    fields[name] = value;
    return;
  }
  const before = fields[name] as XmlValue;
  if (Array.isArray(before)) before.push(value);
  else fields[name] = [before, value];
}

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function malformed(): ProtocolError {
  return new ProtocolError('body is not the XML that WeChat writes');
}
