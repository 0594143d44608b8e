import { existsSync, readFileSync } from 'node:fs';
import type { PageFile } from '../../local/console/bundle.ts';

/** Where an installed package has the page, beside its one file. */
const PACKED = new URL('./page/', import.meta.url);

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The files of the page: made from their sources in a clone, made beforehand in a package. */
export async function openPage(): Promise<(path: string) => Promise<PageFile | undefined>> {
  if (existsSync(PACKED)) return async (path) => packed(path);
  const { createBundle } = await import('../../local/console/bundle.ts');
  return createBundle();
}

function packed(path: string): PageFile | undefined {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const file = new URL(name, PACKED);
  if (!/^\w+\.\w+$/.test(name) || !existsSync(file)) return undefined;
  return { contentType: TYPES[name.split('.')[1] ?? ''] ?? 'application/octet-stream', body: readFileSync(file) };
}
