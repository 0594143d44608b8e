import { readFileSync } from 'node:fs';
import type { Download, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OUTPUT, openPage } from './support/browser.ts';
import { type Visit, visitConsole } from './support/visit.ts';

let visit: Visit;
let page: Page;

beforeAll(async () => {
  visit = await visitConsole({ height: 900 });
  page = visit.page;
});
afterAll(() => visit?.close());

const chat = () => page.getByRole('log', { name: '聊天' });
const desk = () => page.getByRole('region', { name: '坐席：扮演客服' });
const panel = (of = page) => of.getByRole('tabpanel');
const tab = (name: string, of = page) => of.getByRole('tab', { name }).click();
const shot = (name: string) => page.screenshot({ path: `${OUTPUT}office-${name}.png` });
const shows = (where: Locator, text: string) => where.getByText(text, { exact: false }).last().waitFor();

async function say(text: string): Promise<void> {
  await page.getByLabel('以用户身份输入').fill(text);
  await page.getByRole('button', { name: '发送' }).click();
}

async function saved(press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download') as Promise<Download>, press()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

describe('the office, in order', () => {
  it('has something in every tab from the first visit', async () => {
    await shows(chat(), '欢迎关注');
    await tab('客户');
    await shows(panel(), '小芳');
    await tab('工单');
    await shows(panel(), '充值了 50 元还没有到账');
    await tab('统计');
    await panel().getByRole('img', { name: '各小时的消息' }).waitFor();
  });

  it('has a menu whose taps are answered', async () => {
    // the rule may have been written only a moment ago
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: '本月活动' }).click();
          return chat().locator('.line:not(.mine) .bubble').last().textContent();
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toContain('点菜单也能触发规则');
  });

  it('greets who enters the mini program, and knows what they claim to be', async () => {
    await page.getByRole('radio', { name: '小程序' }).check({ force: true });
    await page.getByRole('button', { name: '更多：图片、语音、扫码……' }).click();
    await page.getByLabel('昵称').fill('张三');
    await page.getByRole('button', { name: '从小程序进入客服' }).click();
    await shows(chat(), '您好，很高兴为您服务');
    await tab('客户');
    await panel().getByRole('button', { name: '详情 张三' }).click();
    const claims = panel().getByRole('region', { name: '自称的信息' });
    await shows(claims, '5G 畅享套餐');
    await shows(claims, '没有核实');
    await claims.getByRole('img', { name: '客户自称的头像' }).waitFor();
    await shot('claims');
  });

  it('leads them to an agent who sees the product, and remembers who served', async () => {
    await say('0');
    await desk().getByRole('button', { name: '接入' }).click();
    await shows(desk(), '5G 畅享套餐');
    await shows(panel(), '转人工 / 会话');
    await panel().getByText('1 / 0').waitFor();
  });

  it('tags them, keeps a remark, and finds them by both', async () => {
    await panel().getByLabel('新标签').fill('大客户');
    await panel().getByRole('button', { name: '加标签' }).click();
    await panel().getByRole('button', { name: '去掉标签 大客户' }).waitFor();
    await panel().getByLabel('备注', { exact: true }).fill('张总');
    await panel().getByRole('button', { name: '保存备注' }).click();
    await panel().getByRole('button', { name: '详情 张总' }).waitFor();
    await panel().getByText('更多条件').click();
    await panel().getByLabel('标签', { exact: true }).fill('大客户');
    await panel().getByRole('button', { name: '查找' }).click();
    await expect.poll(() => panel().getByRole('button', { name: /^详情/ }).count()).toBe(1);
    const { name, text } = await saved(() => panel().getByRole('button', { name: '导出 CSV' }).click());
    expect([name, text]).toEqual(['contacts-mini.csv', expect.stringContaining('张总,大客户')]);
    await shot('found');
  });

  it('has a ticket opened at night, and solved in the morning: the customer is told', {
    timeout: 120_000,
  }, async () => {
    await page.getByRole('radio', { name: '服务号', exact: true }).check({ force: true });
    await say('演示工单 发票开错了抬头');
    await tab('工单');
    await shows(panel(), '发票开错了抬头');
    await tab('时钟');
    await panel().getByLabel('快进多少').fill('9');
    await panel().getByRole('button', { name: '快进', exact: true }).click();
    await page.getByText('时间已快进 9 小时').waitFor({ timeout: 90_000 });
    await tab('工单');
    await panel().getByRole('button', { name: '详情 T-1002' }).click();
    await panel().getByLabel('指派给谁').fill('小美');
    await panel().getByRole('button', { name: '指派' }).click();
    await shows(chat(), '您的工单 T-1002 已由专人处理');
    await panel().getByLabel('给客户的话').fill('已经重开，请查收邮箱。');
    await panel().getByRole('button', { name: '发给客户' }).click();
    await shows(chat(), '【工单 T-1002】已经重开，请查收邮箱。');
    await panel().getByRole('button', { name: '已解决' }).click();
    await shows(chat(), '您的工单 T-1002 已解决');
    await panel().getByLabel('工单状态').selectOption({ label: '已解决' });
    await shows(panel(), 'T-1002');
    await shot('solved');
  });

  it('tells the second of two editors, and overwrites nothing', async () => {
    await panel().getByLabel('工单状态').selectOption({ label: '未完成' });
    await panel().getByRole('button', { name: '详情 T-1001' }).click();
    await panel().getByText('内部备注').click();
    await panel().getByLabel('给同事的话').fill('我来处理');
    const { page: other } = await openPage(visit.browser, visit.service.console);
    await tab('工单', other);
    await panel(other).getByRole('button', { name: '详情 T-1001' }).click();
    await panel(other).getByText('内部备注').click();
    await panel(other).getByLabel('给同事的话').fill('已在查账');
    await panel(other).getByRole('button', { name: '记下备注' }).click();
    await shows(panel().getByRole('alert'), '现在发送不会被保存');
    await panel().getByRole('button', { name: '记下备注' }).click();
    await shows(panel(), '已在查账');
    expect(await panel().getByText('我来处理').count()).toBe(0);
    await shot('second-editor');
    await panel().getByRole('button', { name: '我看过了' }).click();
    await panel().getByRole('button', { name: '记下备注' }).click();
    await panel().getByRole('list', { name: 'T-1001 的经过' }).getByText('我来处理').waitFor();
    await other.context().close();
  });

  it('shows how the day went, and gives it as CSV', async () => {
    await tab('统计');
    await panel().getByText('7 天').click();
    await panel().getByRole('img', { name: '回答最多的规则' }).waitFor();
    await panel()
      .getByText(/没有回答过的规则 \d+ 条/)
      .waitFor();
    const { text } = await saved(() => panel().getByRole('button', { name: '导出 CSV' }).click());
    expect(text).toMatch(/^\uFEFFperiod,messages/);
    const picture = await saved(() => panel().getByRole('button', { name: '保存图表“回答最多的规则”' }).click());
    expect([picture.name, picture.text]).toEqual(['rules.svg', expect.stringContaining('demo-ticket')]);
    await shot('statistics');
  });

  it('has seen no error, and nothing left the machine', () => {
    expect(visit.complaints).toEqual([]);
  });
});
