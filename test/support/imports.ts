import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** One `import` or `export ... from` of a source file. */
export interface Import {
  /** The file that imports, from the root of the repository. */
  from: string;
  /** What it imports: a path from the root of the repository, or the name of a package as written. */
  to: string;
  typeOnly: boolean;
  dynamic: boolean;
}

const STATIC = /^(?:import|export)\s(type\s)?(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g;

/** Every source file of a folder, from the root of the repository. */
export function sourceFiles(folder: string): string[] {
  return globSync(`${folder}/**/*.{ts,tsx}`).map((file) => file.replaceAll('\\', '/'));
}

/** What a file imports, types and `import()` included. */
export function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8');
  return [
    ...[...source.matchAll(STATIC)].map(([, type, name]) => anImport(file, name, { typeOnly: type !== undefined })),
    ...[...source.matchAll(DYNAMIC)].map(([, name]) => anImport(file, name, { dynamic: true })),
  ];
}

/** Everything a file loads when it starts: what it imports, and what that imports, without types and `import()`. */
export function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!existsSync(file)) return seen;
  for (const { to } of importsOf(file).filter((one) => !one.typeOnly && !one.dynamic)) loadedBy(to, seen);
  return seen;
}

function anImport(from: string, name = '', marks: Partial<Import>): Import {
  const to = name.startsWith('.') ? normalize(join(dirname(from), name)).replaceAll('\\', '/') : name;
  return { from, to, typeOnly: false, dynamic: false, ...marks };
}
