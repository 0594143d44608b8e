import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/docs/pages.ts';

const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const headings = [...read('CHANGELOG.md').matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);

describe('the changelog', () => {
  it('begins with what is not released yet', () => {
    expect(headings[0]).toBe('Unreleased');
  });

  it('has the version of the package, with its day', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(headings[1]).toMatch(new RegExp(`^${version.replaceAll('.', '\\.')} - \\d{4}-\\d\\d-\\d\\d$`));
  });
});
