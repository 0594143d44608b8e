/** Bodies of pushes as WeChat writes them, in XML or JSON. */
import type { WireFields, WireValue } from './types.ts';

/** `<xml>` with one element a line, strings in CDATA, numbers bare, as real pushes look. */
export const toXml = (fields: WireFields): string => `<xml>${elements(fields).join('\n')}\n</xml>`;

const elements = (fields: WireFields): string[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((item) => `<${name}>${elements(item).join('\n')}</${name}>`)
      : [`<${name}>${inXml(value)}</${name}>`],
  );

const inXml = (value: Exclude<WireValue, WireFields[]>): string => {
  if (typeof value === 'object') return elements(value).join('\n');
  return typeof value === 'string' ? `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : String(value);
};

/** JSON with 64-bit ids as bare numbers, which is why they must not be read by JSON.parse. */
export const toJson = (fields: WireFields): string =>
  `{${Object.entries(fields)
    .map(([name, value]) => `${JSON.stringify(name)}:${inJson(value)}`)
    .join(',')}}`;

function inJson(value: WireValue): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  if (!Array.isArray(value)) return toJson(value);
  return value.length === 1 && value[0] ? toJson(value[0]) : `[${value.map(toJson).join(',')}]`;
}
