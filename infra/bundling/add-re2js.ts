// Puts re2js beside the bundle that needs it, where Node finds it: as a package of one file.
import { readFileSync, writeFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

const [, , folder = ''] = process.argv;
if (/["']re2js["']/.test(readFileSync(`${folder}/index.mjs`, 'utf8'))) {
  buildSync({
    entryPoints: { index: 'node_modules/re2js/build/index.js' },
    outdir: `${folder}/node_modules/re2js`,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
  });
  writeFileSync(`${folder}/node_modules/re2js/package.json`, '{"exports":"./index.js"}\n');
}
