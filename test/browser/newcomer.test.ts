import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OUTPUT } from './support/browser.ts';
import { type Visit, visitConsole } from './support/visit.ts';

const TWO_DAYS_MS = 180_000;

let visit: Visit;
let page: Page;

beforeAll(async () => {
  visit = await visitConsole();
  page = visit.page;
});
afterAll(() => visit?.close());

const chat = () => page.getByRole('log', { name: '聊天' });
const desk = () => page.getByRole('region', { name: '坐席：扮演客服' });
const panel = () => page.getByRole('tabpanel');
const lastReply = () => chat().locator('.line:not(.mine) .bubble').last();
const tab = (name: string) => page.getByRole('tab', { name });
const shot = (name: string) => page.screenshot({ path: `${OUTPUT}${name}.png` });

async function say(text: string): Promise<void> {
  await page.getByLabel('以用户身份输入').fill(text);
  await page.getByRole('button', { name: '发送' }).click();
}

async function shows(where: Locator, text: string): Promise<void> {
  await where.getByText(text, { exact: false }).last().waitFor();
}

describe('a newcomer, in order', () => {
  it('finds a user who was welcomed, an agent online and something to press', async () => {
    await shows(chat(), '欢迎关注');
    expect(await desk().getByRole('switch', { name: '在线' }).getAttribute('aria-checked')).toBe('true');
    await expect.poll(() => page.getByRole('group', { name: '点一下试试' }).getByRole('button').count()).toBe(3);
    await shot('1-first-visit');
  });

  it('presses 流量, and sees the reply and why', async () => {
    await page.getByRole('button', { name: /^流量/ }).click();
    await shows(chat(), '亲，送流量活动');
    await shows(panel(), '“traffic-promo”最优先');
    await shows(panel(), '签名正确');
    await shows(panel(), 'DynamoDB 请求 1 次');
    await panel().getByText('收到的正文').click();
    await shows(panel(), '<![CDATA[流量]]>');
    await shot('2-reply-and-why');
  });

  it('presses 0, and sees the user in the queue', async () => {
    await page.getByRole('button', { name: /^0/ }).click();
    await shows(desk().getByRole('listitem'), '小明');
    await shows(panel(), '转人工');
    await shot('3-queue');
  });

  it('accepts as the agent, answers, and the user reads it', async () => {
    await desk().getByRole('button', { name: '接入' }).click();
    await desk().getByLabel('以客服身份回答').fill('您好，我是小美');
    await desk().getByRole('button', { name: '回答' }).click();
    await shows(chat(), '您好，我是小美');
    await say('请问怎么开发票');
    await shows(desk(), '请问怎么开发票');
    await shot('4-agent-answers');
  });

  it('closes the conversation, and the bot is back', async () => {
    await desk().getByRole('button', { name: '结束会话' }).click();
    await shows(desk(), '还没有接入的会话');
    await panel()
      .getByRole('button', { name: /^kf_close_session/ })
      .waitFor();
    await say('流量套餐');
    await expect.poll(() => lastReply().textContent()).toContain('亲，送流量活动');
  });

  it('edits a rule from the reason it won, and sees it live', async () => {
    await panel().getByRole('button', { name: '编辑' }).first().click();
    await page.getByLabel('回复：文字，或 JSON').fill('新的流量活动：每天 2GB。');
    await page.getByRole('button', { name: '保存' }).click();
    const rule = page.locator('.rule', { hasText: 'traffic-promo' });
    await shows(rule, '新的流量活动');
    await rule.getByText('生效中').waitFor();
    await expect
      .poll(
        async () => {
          await say('流量');
          return lastReply().textContent();
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toContain('每天 2GB');
    await shot('5-rule-edited');
  });

  it('breaks a rule, and sees the error where it stands', async () => {
    await page.getByRole('button', { name: '编辑 traffic-promo' }).click();
    await page.getByLabel('回复：文字，或 JSON').fill('太长'.repeat(400));
    await page.getByRole('button', { name: '保存' }).click();
    const rule = page.locator('.rule', { hasText: 'traffic-promo' });
    await rule.getByText('有错误').waitFor();
    await shows(rule.getByRole('alert'), '字节；微信最多允许 2,048');
    await say('流量');
    await expect.poll(() => lastReply().textContent()).toContain('每天 2GB');
    await shot('6-rule-broken');
  });

  it('turns the clock by 48 hours, and sees the window closed', { timeout: TWO_DAYS_MS }, async () => {
    await tab('会话').click();
    await shows(panel(), '关闭倒计时');
    await page.getByRole('button', { name: '时间快进 +48 小时' }).click();
    // two days of schedules are run on the way
    await panel().getByText('窗口已关闭').first().waitFor({ timeout: TWO_DAYS_MS });
    await shot('7-window-closed');
  });

  it('enters the mini program with a session-from, and the agent sees name and avatar', async () => {
    await page.getByRole('radio', { name: '小程序' }).check({ force: true });
    await page.getByRole('button', { name: '更多：图片、语音、扫码……' }).click();
    await page.getByLabel('昵称').fill('张三');
    await page.getByRole('button', { name: '从小程序进入客服' }).click();
    await page.getByRole('button', { name: /^0/ }).click();
    await desk().getByRole('button', { name: '接入' }).click();
    await shows(desk(), '张三');
    const avatar = desk().getByRole('img', { name: '用户头像' });
    await expect
      .poll(() => avatar.evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth))
      .toBeGreaterThan(0);
    await shot('8-mini-program');
  });

  it('changes the language, and it is remembered', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('tab', { name: 'Trail' }).waitFor();
    await page.reload();
    await page.getByRole('tab', { name: 'Trail' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await shot('9-english');
  });

  it('has seen no error, and nothing left the machine', () => {
    expect(visit.complaints).toEqual([]);
  });
});
