import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './http/listen.ts';

const FILE = 'process-id';

/** Take the data folder for this process. @throws StartError when a living process has it */
export function lockFolder(folder: string, holderId = process.pid): () => void {
  const path = join(folder, FILE);
  const holder = holderOf(path);
  if (holder !== undefined) {
    throw new StartError(
      `The data in ${folder} is in use by another npm start (process ${holder}).\n` +
        'Stop that one first, or set KEFU_LOCAL_DIR to another folder for this one.',
    );
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, String(holderId));
  return () => rmSync(path, { force: true });
}

function holderOf(path: string): number | undefined {
  const id = Number(readText(path));
  if (!Number.isInteger(id) || id <= 0 || id === process.pid) return undefined;
  try {
    process.kill(id, 0);
    return isOurs(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** A number is given again to other processes; where the system tells, only a Node process counts. */
function isOurs(id: number): boolean {
  const command = readText(`/proc/${id}/cmdline`);
  return command === '' || command.includes('node');
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
