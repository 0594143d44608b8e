/** `npm run screenshots`: the pictures of the README, made anew from the page as it is. */
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { launch, openPage } from './support/browser.ts';
import { startService } from './support/service.ts';

const FOLDER = new URL('../../docs/images/', import.meta.url).pathname;

/** A bot's reply and the reason for it. */
async function replyAndWhy(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^流量/ }).click();
  await page.getByRole('tabpanel').getByText('“traffic-promo”').waitFor();
}

/** An agent at work, while the rules are open. */
async function agentAnswers(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^0/ }).click();
  await page.getByRole('button', { name: /^(Accept|接入)$/ }).click();
  await page.getByLabel(/Answer as the agent|以客服身份回答/).fill('您好，我是小美，请问有什么可以帮您？');
  await page.keyboard.press('Enter');
  await page.getByRole('log').first().getByText('我是小美').waitFor();
  await page.getByRole('tab', { name: /^(Rules|规则)$/ }).click();
  await page.locator('.rule').first().waitFor();
}

mkdirSync(FOLDER, { recursive: true });
const [service, browser] = await Promise.all([startService(), launch()]);
try {
  const pictures = [
    { name: 'console-why', locale: 'en-GB', walk: replyAndWhy },
    { name: 'console-agent', locale: 'zh-CN', walk: agentAnswers },
  ];
  for (const { name, locale, walk } of pictures) {
    const { page } = await openPage(browser, service.console, { locale, height: 760 });
    await page.getByText('欢迎关注').first().waitFor();
    await walk(page);
    await page.screenshot({ path: `${FOLDER}${name}.png` });
  }
} finally {
  await browser.close();
  service.stop();
}
