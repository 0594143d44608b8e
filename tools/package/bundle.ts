import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundlePage } from '../local/console/bundle.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Where a package has the command. */
export const BUNDLE = join(ROOT, 'dist/kefu.js');

/** The command `kefu` as one file of JavaScript: in an installed package Node strips no types, and nothing else is installed with it. */
export async function bundleKefu(outfile = BUNDLE): Promise<string> {
  await build({
    entryPoints: [join(ROOT, 'tools/kefu/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    minifyWhitespace: true,
    legalComments: 'inline',
    logLevel: 'error',
    banner: { js: REQUIRE },
    // What makes the page and what runs the local service works from sources, which only a clone has.
    external: ['esbuild', '*/local/start.ts'],
  });
  chmodSync(outfile, 0o755);
  // Drawn with only for a PNG, and read from beside the bundle then.
  const renderer = fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'));
  copyFileSync(renderer, join(dirname(outfile), 'resvg.wasm'));
  return outfile;
}

/** The page of `kefu console`, ready beside the bundle. */
export async function bundlePageInto(folder = join(dirname(BUNDLE), 'page')): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [path, { body }] of await bundlePage()) {
    writeFileSync(join(folder, path === '/' ? 'index.html' : path.slice(1)), body);
  }
}

/** Some of the bundled packages are CommonJS, and ask for Node's own modules. */
const REQUIRE = "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);";
