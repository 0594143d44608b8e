import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Contact } from '../../../functions/domain/contact.ts';
import { toCsv } from '../../../functions/domain/contact-csv.ts';
import { filterFrom, filterOptions } from '../contacts/filter.ts';
import { contactCard, contactsTable } from '../contacts/show.ts';
import { agree } from '../shared/asking.ts';
import { contextOf } from '../shared/context.ts';
import { Failure } from '../shared/failure.ts';
import { invoke } from '../shared/invoke.ts';
import { wholeNumber } from '../shared/whole-number.ts';

const ADMIN = 'admin-contacts';

interface Listed {
  contacts: Contact[];
  next?: string;
}

/** `kefu contacts`: who the customers are. */
export function contactsCommand(): Command {
  const contacts = new Command('contacts').description('who the customers are · 客户资料');
  registerLooking(contacts);
  registerChanging(contacts);
  registerFiles(contacts);
  registerPerson(contacts);
  return contacts;
}

function registerLooking(contacts: Command): void {
  filterOptions(contacts.command('list'))
    .description('those who meet all conditions · 按条件列出客户')
    .argument('<account>')
    .option('--limit <n>', 'how many', wholeNumber(1, 200), 20)
    .option('--next <token>', 'go on where the page before ended')
    .action(async (account: string, options: Record<string, unknown>, command: Command) => {
      const { output, target } = contextOf(command);
      const { limit, next } = options;
      const filter = filterFrom(options);
      const page = await invoke<Listed>(target, ADMIN, 'list', { account, filter, limit, ...(next ? { next } : {}) });
      const more = page.next === undefined ? '' : `\n--next ${page.next}`;
      output.result(page, `${contactsTable(page.contacts, output)}${more}`);
    });
  contacts
    .command('show')
    .description('all that is known of one customer · 查看一位客户')
    .argument('<account>')
    .argument('<openid>')
    .action(async (account: string, openId: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const { contact } = await invoke<{ contact: Contact }>(target, ADMIN, 'get', { account, openId });
      output.result(contact, contactCard(contact, output));
    });
}

function registerChanging(contacts: Command): void {
  contacts
    .command('update')
    .description('change remark and free fields · 修改备注和自定义字段')
    .argument('<account>')
    .argument('<openid>')
    .option('--remark <text>', 'an empty text takes it away')
    .option('--field <name=value>', 'a free field, several times; name= takes it away', collect, [])
    .action(
      async (account: string, openId: string, options: { remark?: string; field: string[] }, command: Command) => {
        const { output, target } = contextOf(command);
        const { remark, field } = options;
        const fields = Object.fromEntries(field.map(pairOf));
        const given = { ...(remark !== undefined && { remark: remark || null }), ...(field.length > 0 && { fields }) };
        const answer = await invoke<{ contact: Contact }>(target, ADMIN, 'update', { account, openId, ...given });
        output.result(answer.contact, contactCard(answer.contact, output));
      },
    );
  for (const action of ['tag', 'untag'] as const) {
    contacts
      .command(action)
      .description(action === 'tag' ? 'give customers a tag · 打标签' : 'take a tag from customers · 取消标签')
      .argument('<account>')
      .argument('<tag>')
      .argument('<openid...>')
      .action(async (account: string, tag: string, openIds: string[], _options: object, command: Command) => {
        const { output, target } = contextOf(command);
        const answer = await invoke<{ changed: number; unknown: string[]; wechat: string }>(target, ADMIN, action, {
          account,
          tag,
          openIds,
        });
        const unknown = answer.unknown.join(', ');
        const words = {
          zh: `已更新 ${answer.changed} 位客户${answer.wechat === 'in-step' ? '，微信标签已同步' : ''}。${unknown && `没有这些客户：${unknown}`}`,
          en: `${answer.changed} changed${answer.wechat === 'in-step' ? ', and at WeChat too' : ''}.${unknown && ` There is no such customer: ${unknown}`}`,
        };
        output.result(answer, output.say(words));
      });
  }
}

function registerFiles(contacts: Command): void {
  filterOptions(contacts.command('export'))
    .description('those who meet all conditions, as CSV or JSON · 导出')
    .argument('<account>')
    .option('-o, --output <file>', 'a .csv or .json file, else standard output')
    .action(async (account: string, options: Record<string, unknown>, command: Command) => {
      const { output, target } = contextOf(command);
      const path = typeof options.output === 'string' ? options.output : undefined;
      const format = path?.endsWith('.json') || (path === undefined && output.json) ? 'json' : 'csv';
      const found: Contact[] = [];
      let next: string | undefined;
      do {
        const fields = { account, filter: filterFrom(options), format: 'json', ...(next && { next }) };
        const page: Listed = await invoke<Listed>(target, ADMIN, 'export', fields);
        found.push(...page.contacts);
        next = page.next;
      } while (next !== undefined);
      const text = format === 'csv' ? toCsv(found) : JSON.stringify(found, null, 2);
      if (path === undefined) return console.log(text.trimEnd());
      writeFileSync(path, text);
      const words = {
        zh: `已把 ${found.length} 位客户写入 ${path}`,
        en: `Wrote ${found.length} contacts into ${path}`,
      };
      output.result({ account, file: path, contacts: found.length }, output.say(words));
    });
  contacts
    .command('import')
    .description('take customers from a CSV file (openId, remark, tags, field:…) · 导入')
    .argument('<account>')
    .argument('<file>')
    .option('--skip-bad', 'import everything but the rows with a fault')
    .option('--check', 'only say what would happen')
    .action(
      async (account: string, path: string, options: { skipBad?: boolean; check?: boolean }, command: Command) => {
        const { output, target } = contextOf(command);
        const { skipBad = false, check = false } = options;
        const answer = await invoke<{ added: number; updated: number; skipped: number }>(target, ADMIN, 'import', {
          account,
          csv: textOf(path),
          skipBad,
          check,
        });
        const words = {
          zh: `新增 ${answer.added}，更新 ${answer.updated}，跳过 ${answer.skipped} 行。`,
          en: `${answer.added} added, ${answer.updated} updated, ${answer.skipped} lines skipped.`,
        };
        output.result(answer, output.say(words));
      },
    );
}

function registerPerson(contacts: Command): void {
  contacts
    .command('export-person')
    .description('everything that is stored of one person, from all tables · 导出一个人的全部数据')
    .argument('<account>')
    .argument('<openid>')
    .action(async (account: string, openId: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const { person } = await invoke<{ person: object }>(target, ADMIN, 'export-person', { account, openId });
      output.result(person, JSON.stringify(person, null, 2));
    });
  contacts
    .command('forget')
    .description('take away everything that is stored of one person · 删除一个人的全部数据')
    .argument('<account>')
    .argument('<openid>')
    .option('-y, --yes', 'do not ask')
    .action(async (account: string, openId: string, { yes }: { yes?: boolean }, command: Command) => {
      const { output, target } = contextOf(command);
      await agree(output, { zh: '删除后无法恢复，确定吗？', en: 'This cannot be taken back. Go on?' }, yes);
      const { removed } = await invoke<{ removed: Record<string, number> }>(target, ADMIN, 'forget', {
        account,
        openId,
      });
      const where = Object.entries(removed).flatMap(([table, count]) => (count > 0 ? [`${table} ${count}`] : []));
      const words =
        where.length > 0 ? { zh: `已删除：${where.join('，')}`, en: `Forgotten: ${where.join(', ')}` } : NOTHING;
      output.result({ removed }, output.say(words));
    });
}

const NOTHING = { zh: '没有存储这个人的任何数据。', en: 'Nothing was stored of this person.' };

const collect = (value: string, before: string[]) => [...before, value];

function pairOf(text: string): [string, string | null] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1) || null];
  throw new Failure('usage', { zh: `“${text}” 应为 名称=值`, en: `"${text}" has to be name=value` });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Failure('usage', { zh: `无法读取 ${path}。`, en: `${path} cannot be read.` }, { cause });
  }
}
