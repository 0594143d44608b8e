import { readFileSync } from 'node:fs';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { Failure } from '../shared/failure.ts';

/** A YAML (or JSON) file with the places of its parts. */
export interface YamlFile {
  path: string;
  value: unknown;
  document: Document;
  /** `rules.yaml:12:3`, where a part stands, or the nearest part around it. */
  where(path: readonly (string | number)[]): string;
}

/** Read a file; aliases are bounded so that a small file cannot become a large one. @throws Failure with line and column */
export function readYamlFile(path: string): YamlFile {
  return parseYaml(path, readText(path));
}

/** The same of a text. */
export function parseYaml(path: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  const [fault] = document.errors;
  if (fault) throw malformed(at(fault.pos[0]), fault.message);
  const where: YamlFile['where'] = (place) => {
    for (let depth = place.length; depth > 0; depth--) {
      const node = document.getIn(place.slice(0, depth), true);
      if (isNode(node) && node.range) return at(node.range[0]);
    }
    return at(isNode(document.contents) && document.contents.range ? document.contents.range[0] : 0);
  };
  return { path, document, where, value: document.toJS({ maxAliasCount: 100 }) };
}

function malformed(where: string, why: string): Failure {
  return new Failure('usage', { zh: `${where} YAML 写错了：${why}`, en: `${where} is no YAML: ${why}` });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('usage', { zh: `读不了文件 ${path}：${why}`, en: `${path} cannot be read: ${why}` }, { cause });
  }
}
