import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages, ROOT } from '../support/docs/pages.ts';

/** As GitHub names the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

const isBroken = (from: string, link: string): boolean => {
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? join(ROOT, from) : join(ROOT, dirname(from), file);
  return !existsSync(path) || (anchor !== undefined && !anchorsOf(path).includes(anchor));
};

describe('the links of the documentation', () => {
  it.each(pages())('$path: each leads to something', ({ path, text }) => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '');
    const own = links.filter((link) => !/^(https?:|mailto:)/.test(link));
    expect(own.filter((link) => isBroken(path, link))).toEqual([]);
  });
});
