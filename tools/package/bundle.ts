import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

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
  });
  chmodSync(outfile, 0o755);
  return outfile;
}

/** Some of the bundled packages are CommonJS, and ask for Node's own modules. */
const REQUIRE = "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);";
