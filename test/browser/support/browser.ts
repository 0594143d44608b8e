import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Result } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell'];
const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where screenshots go; ignored by git. */
export const OUTPUT = new URL('../output/', import.meta.url).pathname;

export function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath)
    throw new Error('No Chromium: install it (apt-get install chromium), or set CHROMIUM to its path.');
  return chromium.launch({ executablePath, args: QUIET });
}

/** A page, and everything it did that it must not do. */
export interface Watched {
  page: Page;
  /** Errors and warnings in the console, and requests to anywhere else. */
  complaints: string[];
}

export interface PageOptions {
  width?: number;
  height?: number;
  locale?: string;
}

/** The console page in a browser that is used for the first time. */
export async function openPage(
  browser: Browser,
  url: string,
  { width = 1280, height = 800, locale = 'zh-CN' }: PageOptions = {},
): Promise<Watched> {
  // what moves has other colours on its way
  const look = { reducedMotion: 'reduce', timezoneId: 'Asia/Shanghai' } as const;
  const context = await browser.newContext({ viewport: { width, height }, locale, ...look });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await page.goto(url);
  return { page, complaints };
}

/** What axe-core finds wrong, one line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate<Result[]>('axe.run(document).then(({ violations }) => violations)');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}
