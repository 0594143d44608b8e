import { ENTITY_ACTION, EntityDecoder } from '@nodable/entities';
import { type MatcherView, XMLParser } from 'fast-xml-parser';
import { ProtocolError } from '../errors.ts';

/** Elements within elements. */
export const MAX_NESTING = 16;

const SUSPECT = /<![de]/i;
/** A comment or an instruction only spells a CDATA section, which would hide what follows it. */
const OPAQUE = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>/g;
const DECLARATION = /<!(?:DOCTYPE|ENTITY)/i;

/**
 * The fields of the root element `xml`. A user may type `<!DOCTYPE`, but only within CDATA.
 *
 * @returns fields; text if there are none, undefined if there is no such element
 * @throws {ProtocolError} if it is malformed or nested without measure
 */
export function parseXml(body: string): unknown {
  // The first look is half as long as the second.
  if (SUSPECT.test(body) && DECLARATION.test(withoutCdata(body)))
    throw new ProtocolError('body declares a document type or an entity');
  // The parser forgives what is missing at the end.
  if (!body.endsWith('</xml>')) throw new ProtocolError('body is not whole');
  try {
    parser.parse(body);
    closeTo(0);
    return open[0]?.fields?.xml;
  } catch {
    throw new ProtocolError('body is not XML');
  } finally {
    open = [anElement('')];
  }
}

const withoutCdata = (body: string): string => body.replace(OPAQUE, (part) => (part.startsWith('<![') ? '' : part));

interface Element {
  name: string;
  text: string;
  fields: Record<string, unknown> | undefined;
}

const anElement = (name: string): Element => ({ name, text: '', fields: undefined });

/** The document, and the elements that the parser is in. */
let open = [anElement('')];

/** Made once, like its decoder: new ones cost more than a parse. Entities are the five of XML and characters by number. */
const parser = new XMLParser({
  entityDecoder: new EntityDecoder({ onInputEntity: () => ENTITY_ACTION.THROW }),
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
  maxNestedTags: MAX_NESTING,
  parseTagValue: false,
  preserveOrder: true,
  trimValues: false,
  // It tells what it meets, and keeps nothing: a tree of its own would cost as much again.
  updateTag(name, path) {
    closeTo(depthOf(path) - 1);
    open.push(anElement(name));
    return false;
  },
  tagValueProcessor(_name, text, path) {
    closeTo(depthOf(path));
    (open.at(-1) as Element).text += text;
    return undefined;
  },
});

const depthOf = (path: string | MatcherView): number => (typeof path === 'string' ? 0 : path.getDepth());

/** Ends the elements that are deeper: each becomes a field of the one around it. */
function closeTo(depth: number): void {
  while (open.length > depth + 1) {
    const element = open.pop() as Element;
    addField(open.at(-1) as Element, element.name, contentOf(element));
  }
}

const TEXT = '#text';

/** The text of an element that holds nothing else, or its fields. */
function contentOf({ fields, text }: Element): unknown {
  if (fields === undefined) return text;
  if (text !== '') fields[TEXT] = text;
  return fields;
}

/** Fields of one name become a list. */
function addField(element: Element, name: string, value: unknown): void {
  element.fields ??= {};
  const { fields } = element;
  const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (known === undefined) fields[name] = value;
  else if (Array.isArray(known)) known.push(value);
  else fields[name] = [known, value];
}
