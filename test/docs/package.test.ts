import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/docs/pages.ts';

const run = promisify(execFile);

describe('the package', { timeout: 120_000 }, () => {
  let folder: string;
  let files: string[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kefu-package-'));
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: ROOT });
    const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
    files = packed.files.map(({ path }) => path);
    const place = join(folder, 'place');
    mkdirSync(place);
    writeFileSync(join(place, 'package.json'), '{"private":true}');
    await run('npm', ['i', '--offline', '--no-audit', '--no-fund', join(folder, packed.filename)], { cwd: place });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('brings the command, which needs nothing else', async () => {
    const { stdout } = await run(process.execPath, ['node_modules/wechat-kefu/tools/kefu/kefu.js', '--help'], {
      cwd: join(folder, 'place'),
    });
    expect(stdout).toContain('Usage: kefu');
  });

  it('is started by npx', async () => {
    const { stdout } = await run('npx', ['--no-install', 'kefu', 'rules', '--help'], { cwd: join(folder, 'place') });
    expect(stdout).toContain('Usage: kefu rules');
  });

  it('says what needs the sources', async () => {
    const ran = run(
      process.execPath,
      ['node_modules/wechat-kefu/tools/kefu/kefu.js', 'rules', 'test', 'demo', 'a.yaml'],
      {
        cwd: join(folder, 'place'),
      },
    );
    await expect(ran).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('only a clone') });
  });

  it('says its version', async () => {
    const { stdout } = await run('npx', ['--no-install', 'kefu', '--version'], { cwd: join(folder, 'place') });
    expect(stdout.trim()).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('brings what draws a PNG', () => {
    expect(files).toContain('dist/resvg.wasm');
  });

  it('brings the page of kefu console', () => {
    const page = ['index.html', 'page.js', 'page.css', 'icon.svg', 'avatar.svg'].map((name) => `dist/page/${name}`);
    expect(files).toEqual(expect.arrayContaining(page));
  });

  it('has no sources', () => {
    expect(files.filter((path) => path.endsWith('.ts'))).toEqual([]);
  });
});
