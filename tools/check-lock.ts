// npm tolerates a lock file that names an optional package without an entry for it, and the next `npm ci` then fails
// for everybody. This says so on the day it happens.
import { readFileSync } from 'node:fs';

interface LockedPackage {
  optionalDependencies?: Record<string, string>;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, LockedPackage> };
const holes = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies)
    .filter((name) => !isLocked(path, name))
    .map((name) => `${path || 'package.json'} names ${name}, which has no entry in package-lock.json`),
);

/** Look the package up the way Node does: in the folder's own node_modules, then in every folder above. */
function isLocked(path: string, name: string): boolean {
  if (lock.packages[`${path ? `${path}/` : ''}node_modules/${name}`]) return true;
  const parent = path.lastIndexOf('/node_modules/');
  if (parent !== -1) return isLocked(path.slice(0, parent), name);
  return path !== '' && isLocked('', name);
}

if (holes.length > 0) {
  console.error(
    `${holes.join('\n')}\nMend: npm install the parent again, or go back to its last version without holes.`,
  );
  process.exitCode = 1;
}
