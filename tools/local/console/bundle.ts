import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const PAGE = fileURLToPath(new URL('../page/', import.meta.url));

/** A file of the page, ready to be sent. */
export interface PageFile {
  contentType: string;
  body: string | Uint8Array;
}

/** The page's files by path, bundled in memory at the first request. */
export function createBundle(): (path: string) => Promise<PageFile | undefined> {
  let files: Promise<Map<string, PageFile>> | undefined;
  return async (path) => {
    files ??= bundlePage();
    files.catch(() => {
      files = undefined;
    });
    return (await files).get(path);
  };
}

/** Every file of the page. */
export async function bundlePage(): Promise<Map<string, PageFile>> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: { page: `${PAGE}main.tsx` },
    outdir: '/',
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'dataurl' },
    plugins: [allTabs],
    logLevel: 'silent',
  });
  const file = (name: string, contentType: string): PageFile => ({
    contentType,
    body: outputFiles.find(({ path }) => path.endsWith(name))?.contents ?? '',
  });
  const index = { contentType: 'text/html; charset=utf-8', body: readFileSync(`${PAGE}index.html`) };
  const drawing = (name: string) => ({ contentType: 'image/svg+xml', body: readFileSync(PAGE + name) });
  return new Map([
    ['/', index],
    ['/icon.svg', drawing('icon.svg')],
    ['/avatar.svg', drawing('avatar.svg')],
    ['/page.js', file('page.js', 'text/javascript; charset=utf-8')],
    ['/page.css', file('page.css', 'text/css; charset=utf-8')],
  ]);
}

/** `kefu:tabs` is every file of `page/tabs/`: a new tab is a new file and nothing else. */
const allTabs: Plugin = {
  name: 'all-tabs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^kefu:tabs$/ }, () => ({ path: 'tabs', namespace: 'kefu' }));
    onLoad({ filter: /.*/, namespace: 'kefu' }, async () => {
      const names = (await readdir(`${PAGE}tabs`)).filter((name) => name.endsWith('.tsx')).sort();
      const imports = names.map((name, index) => `import { tab as tab${index} } from './tabs/${name}';`);
      const list = names.map((_, index) => `tab${index}`).join(', ');
      return { contents: `${imports.join('\n')}\nexport const tabs = [${list}];`, resolveDir: PAGE, loader: 'ts' };
    });
  },
};
