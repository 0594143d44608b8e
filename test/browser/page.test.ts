import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, launch, OUTPUT, openPage } from './support/browser.ts';
import { type Service, startService } from './support/service.ts';

const HOSTILE = '<img src=x onerror="document.title=\'owned\'">';
const TABS = [
  'Trail',
  'Rules',
  'Conversations',
  'Contacts',
  'Tickets',
  'Statistics',
  'Outbox',
  'Token',
  'WeChat side',
  'Faults',
  'Clock',
];
/** Tabs with rows to open. */
const OPENED = ['Contacts', 'Tickets'];
const MOST_SCRIPT_BYTES = 250_000;

let service: Service;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  service?.stop();
});

const control = (name: string, input: object) =>
  fetch(`${service.wechat}/_simulator/${name}`, { method: 'POST', body: JSON.stringify(input) }).then((answer) =>
    answer.json(),
  );

const english = async (size: { width?: number; height?: number } = {}) => {
  const watched = await openPage(browser, service.console, { ...size, locale: 'en-GB' });
  await watched.page.getByText('欢迎关注').first().waitFor({ state: 'attached' });
  return watched;
};

describe('the console page', () => {
  it("takes the browser's language at first", async () => {
    const { page } = await english();
    expect(await page.getByRole('tab').allTextContents()).toEqual(TABS);
  });

  it.each([
    { size: { width: 1280, height: 800 }, locale: 'en-GB', more: 'More: picture, voice, code…', inside: /^Inside/ },
    { size: { width: 390, height: 844 }, locale: 'en-GB', more: 'More: picture, voice, code…', inside: /^Inside/ },
    { size: { width: 1280, height: 800 }, locale: 'zh-CN', more: '更多：图片、语音、扫码……', inside: /^过程与规则/ },
    { size: { width: 390, height: 844 }, locale: 'zh-CN', more: '更多：图片、语音、扫码……', inside: /^过程与规则/ },
  ])(
    'passes the accessibility checks and fits at $size.width pixels in $locale',
    async ({ size, locale, ...words }) => {
      const { page, complaints } = await openPage(browser, service.console, { ...size, locale });
      await page.getByText('欢迎关注').first().waitFor({ state: 'attached' });
      await page.getByRole('button', { name: /^流量/ }).first().click();
      await page.getByText('亲，送流量活动').first().waitFor();
      await page.getByRole('button', { name: words.more }).click();
      expect(await accessibilityFaults(page)).toEqual([]);
      const pane = page.getByRole('button', { name: words.inside });
      if (await pane.isVisible()) await pane.click();
      for (const [at, name] of TABS.entries()) {
        await page.getByRole('tab').nth(at).click();
        if (OPENED.includes(name)) {
          await page
            .getByRole('button', { name: /^(Details|详情)/ })
            .first()
            .click();
        }
        expect(await accessibilityFaults(page), name).toEqual([]);
        await page.screenshot({ path: `${OUTPUT}${size.width}-${locale}-${name.toLowerCase().replace(' ', '-')}.png` });
      }
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(wide).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
    },
  );

  it('can be used with the keyboard alone', async () => {
    const { page } = await english();
    await page.getByLabel('Type as the user').focus();
    await page.keyboard.type('流量');
    await page.keyboard.press('Enter');
    await page.getByRole('log', { name: 'Chat' }).getByText('亲，送流量活动').last().waitFor();
    await page.getByRole('tab', { name: 'Trail' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Rules');
    expect(await page.evaluate('document.activeElement.id')).toBe('tab-rules');
  });

  it('never makes HTML of what a user, a session-from or a rule says', async () => {
    const { page, complaints } = await english();
    await control('users/create', { account: 'mini', name: HOSTILE });
    const sessionFrom = `${HOSTILE}|${HOSTILE}|javascript:alert(1)|{"x":"${HOSTILE.replaceAll('"', '\\"')}"}`;
    await control('users/enter', { account: 'mini', user: HOSTILE, sessionFrom });
    await control('users/type', { account: 'mini', user: HOSTILE, text: `0 ${HOSTILE}` });
    await page.getByRole('radio', { name: 'Mini program' }).check({ force: true });
    await page.getByLabel('Choose a user').selectOption({ label: HOSTILE });
    await page.getByRole('button', { name: 'Accept' }).first().click();
    await page.getByRole('tab', { name: 'Rules' }).click();
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByLabel('Name (id)').fill(`x${HOSTILE}`);
    await page.getByLabel('Keywords (one a line)').fill(HOSTILE);
    await page.getByLabel('Reply: a text, or JSON').fill(HOSTILE);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.rule', { hasText: 'onerror' }).first().waitFor();
    await page.getByRole('tab', { name: 'Trail' }).click();
    await page.getByRole('log', { name: 'Conversation' }).getByText('onerror').last().waitFor();
    expect(await page.locator('img[src=x]').count()).toBe(0);
    expect(await page.locator('[onerror]').count()).toBe(0);
    expect(await page.title()).toBe('WeChat Kefu console');
    expect(complaints).toEqual([]);
  });

  it('draws a chat of hundreds of lines in part', async () => {
    const { page } = await english();
    const user = 'talkative';
    await control('users/create', { account: 'plain', name: user });
    for (let index = 0; index < 150; index++)
      await control('users/type', { account: 'plain', user, text: `流量 ${index}` });
    await page.getByRole('radio', { name: 'Plain mode' }).check({ force: true });
    await page.getByLabel('Choose a user').selectOption({ label: user });
    const chat = page.getByRole('log', { name: 'Chat' });
    await chat.getByText('流量 149', { exact: true }).waitFor();
    expect(await chat.locator('.line').count()).toBe(200);
  });

  it('shows what happens elsewhere at once', async () => {
    const { page } = await english();
    await page.getByRole('tab', { name: 'Trail' }).waitFor();
    await control('users/type', { account: 'demo', user: '小明', text: '流量 from elsewhere' });
    await page.getByRole('log', { name: 'Chat' }).getByText('流量 from elsewhere').waitFor();
    await page.getByRole('tabpanel').getByText('流量 from elsewhere').first().waitFor();
  });

  it('is small, and says what it may load', async () => {
    const answer = await fetch(`${service.console}/`);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const script = Buffer.from(await (await fetch(`${service.console}/page.js`)).arrayBuffer());
    expect(script.length).toBeLessThan(MOST_SCRIPT_BYTES);
  });
});
