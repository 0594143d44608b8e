/** Reads an answer of the callback as strictly as WeChat: elements only, no declaration, no attributes, no DTD. */

export interface Element {
  name: string;
  text: string;
  children: Element[];
}

/** Why an answer cannot be read; `reason` is a short stable name. */
export class UnreadableAnswer extends Error {
  readonly reason: string;
  constructor(reason: string, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&apos;': "'" };
// The characters XML 1.0 forbids, by code point, since a pattern with control characters is easily misread
const isIllegal = (code: number) =>
  (code < 0x20 && code !== 0x9 && code !== 0xa && code !== 0xd) || code === 0xfffe || code === 0xffff;

/**
 * The root element of an answer.
 *
 * @param blanks whether white space between elements is let through (in the encrypted envelope it is)
 * @throws UnreadableAnswer
 */
export function readXml(text: string, blanks: boolean): Element {
  const reader = { text, at: 0, blanks };
  if ([...text].some((character) => isIllegal(character.codePointAt(0) ?? 0)))
    throw new UnreadableAnswer('illegal-character', 'it holds a character that XML 1.0 does not allow');
  if (blanks) skipBlanks(reader);
  const root = readElement(reader);
  if (blanks) skipBlanks(reader);
  if (reader.at !== text.length)
    throw new UnreadableAnswer(...fault(text.slice(reader.at), 'something follows the root element'));
  return root;
}

interface Reader {
  text: string;
  at: number;
  blanks: boolean;
}

function fault(rest: string, otherwise: string): [string, string] {
  if (rest.startsWith('\uFEFF')) return ['byte-order-mark', 'it begins with a byte order mark'];
  if (/^\s/.test(rest)) return ['blank-between-elements', 'there is white space between or around the elements'];
  if (rest.startsWith('<?')) return ['xml-declaration', 'it has an XML declaration'];
  if (rest.startsWith('<!')) return ['markup-declaration', 'it has a DTD or a comment'];
  return ['broken-xml', `${otherwise}: ${rest.slice(0, 40)}`];
}

function skipBlanks(reader: Reader) {
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at++;
}

function readElement(reader: Reader): Element {
  const rest = reader.text.slice(reader.at, reader.at + 128);
  const name = /^<([A-Za-z_]\w*)>/.exec(rest)?.[1];
  if (!name) throw new UnreadableAnswer(...fault(rest, 'an element was expected'));
  reader.at += name.length + 2;
  const element: Element = { name, text: '', children: [] };
  const end = `</${name}>`;
  while (!reader.text.startsWith(end, reader.at)) readPart(reader, element);
  reader.at += end.length;
  if (element.children.length > 0) checkMixed(reader, element);
  return element;
}

function checkMixed(reader: Reader, element: Element) {
  if (element.text.trim() !== '')
    throw new UnreadableAnswer('broken-xml', `${element.name} holds both text and elements`);
  if (element.text !== '' && !reader.blanks) throw new UnreadableAnswer(...fault(element.text, ''));
}

function readPart(reader: Reader, element: Element) {
  const { text, at } = reader;
  if (at >= text.length) throw new UnreadableAnswer('broken-xml', `${element.name} is not closed`);
  if (text.startsWith('<![CDATA[', at)) element.text += readUntil(reader, at + 9, ']]>', 3);
  else if (text.startsWith('</', at)) throw new UnreadableAnswer('broken-xml', `${element.name} is closed by another`);
  else if (text[at] === '<') element.children.push(readElement(reader));
  else element.text += decode(readUntil(reader, at, '<', 0));
}

function readUntil(reader: Reader, from: number, mark: string, skip: number): string {
  const end = reader.text.indexOf(mark, from);
  if (end === -1) throw new UnreadableAnswer('broken-xml', 'it ends in the middle of an element');
  reader.at = end + skip;
  return reader.text.slice(from, end);
}

const decode = (text: string): string =>
  text.replace(/&(#x[\da-fA-F]+|#\d+|\w+)?;?/g, (entity, name: string | undefined) => {
    const known = ENTITIES[entity];
    if (known) return known;
    if (name?.startsWith('#') && entity.endsWith(';')) return String.fromCodePoint(Number(`0${name.slice(1)}`));
    throw new UnreadableAnswer('broken-xml', `${entity} is no entity`);
  });
