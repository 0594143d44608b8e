import { Command } from 'commander';
import { filterFrom, filterOptions } from '../contacts/filter.ts';
import { messageFrom, timeFrom } from '../group-send/input.ts';
import { type Counted, planText, type Reported, sendReport, sendsTable } from '../group-send/show.ts';
import { agree } from '../shared/asking.ts';
import { type Context, contextOf } from '../shared/context.ts';
import { Failure } from '../shared/failure.ts';
import { invoke } from '../shared/invoke.ts';
import { moment } from '../shared/table.ts';

const ADMIN = 'admin-contacts';
const MESSAGE =
  'a text; or {"kind":"image"|"voice"|"article","mediaId":…}, of a mini program {"kind":"subscribe-message",…}';

/** `kefu group-send`: one message to many, by WeChat's group send. */
export function groupSendCommand(): Command {
  const groupSend = new Command('group-send').description('one message to many customers · 群发');
  registerTrying(groupSend);
  registerSending(groupSend);
  registerReports(groupSend);
  return groupSend;
}

function registerTrying(groupSend: Command): void {
  groupSend
    .command('preview')
    .description('show the message to one person; 100 a day · 预览给一个人')
    .argument('<account>')
    .argument('<openid>')
    .argument('<message>', MESSAGE)
    .action(async (account: string, openId: string, text: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const fields = { account, openId, message: messageFrom(text) };
      const answer = await invoke<{ sent: boolean; reason?: string }>(target, ADMIN, 'group-send-preview', fields);
      const unsure = { zh: `结果未知：${answer.reason}`, en: `Nobody knows whether it came: ${answer.reason}` };
      output.result(answer, output.say(answer.sent ? { zh: '已发送预览。', en: 'The preview was sent.' } : unsure));
    });
  recipients(groupSend.command('dry-run'))
    .description('count who would get it, and the quota; nothing is sent · 试算')
    .argument('<account>')
    .argument('<message>', MESSAGE)
    .action(async (account: string, text: string, options: Recipients, command: Command) => {
      const context = contextOf(command);
      const plan = await dryRun(context, { account, filter: filterOf(options), message: messageFrom(text) });
      context.output.result({ dryRun: true, plan }, planText(plan, context.output));
    });
}

interface Recipients extends Record<string, unknown> {
  everybody?: boolean;
}

const recipients = (command: Command): Command =>
  filterOptions(command).option('--everybody', 'all contacts; else at least one condition is needed');

/** Nobody writes to all customers by leaving something out. @throws Failure */
function filterOf(options: Recipients): object {
  const filter = filterFrom(options);
  const isAny = Object.keys(filter).length > 0;
  if (isAny !== (options.everybody === true)) return filter;
  const words = isAny
    ? { zh: '--everybody 不能与条件同用。', en: '--everybody and conditions exclude each other.' }
    : {
        zh: '请给出条件（例如 --tag VIP），或用 --everybody 发给所有人。',
        en: 'Say to whom: --tag VIP for example, or --everybody.',
      };
  throw new Failure('usage', words);
}

interface Wanted {
  account: string;
  filter: object;
  message: unknown;
  startAt?: number;
}

async function dryRun({ target }: Context, wanted: Wanted): Promise<Counted> {
  return (await invoke<{ plan: Counted }>(target, ADMIN, 'group-send', { ...wanted, dryRun: true })).plan;
}

interface SendOptions extends Recipients {
  at?: string;
  yes?: boolean;
  dryRun?: boolean;
}

function registerSending(groupSend: Command): void {
  recipients(groupSend.command('send'))
    .description('send it: the dry run is shown first, and asked about · 群发')
    .argument('<account>')
    .argument('<message>', MESSAGE)
    .option('--at <time>', 'schedule it: 2026-12-01 09:00, China time')
    .option('--dry-run', 'the dry run alone')
    .option('-y, --yes', 'do not ask')
    .action(async (account: string, text: string, options: SendOptions, command: Command) => {
      const context = contextOf(command);
      const startAt = options.at === undefined ? {} : { startAt: timeFrom(options.at) };
      await send(context, { account, filter: filterOf(options), message: messageFrom(text), ...startAt }, options);
    });
}

async function send(context: Context, wanted: Wanted, { yes, dryRun: isTry }: SendOptions): Promise<void> {
  const { output, target } = context;
  const plan = await dryRun(context, wanted);
  if (isTry) return output.result({ dryRun: true, plan }, planText(plan, output));
  output.note({ zh: planText(plan, output), en: planText(plan, output) });
  const when = wanted.startAt === undefined ? { zh: '现在', en: 'now' } : at(wanted.startAt);
  await agree(
    output,
    { zh: `${when.zh}群发给 ${plan.recipients} 人？`, en: `Send it to ${plan.recipients} people ${when.en}?` },
    yes,
  );
  const answer = await invoke<{ groupSend: Reported; plan: Counted }>(target, ADMIN, 'group-send', wanted);
  const { id } = answer.groupSend;
  const begins = wanted.startAt === undefined ? { zh: '已开始', en: 'is under way' } : begin(wanted.startAt);
  const words = {
    zh: `群发 ${id} ${begins.zh}；用 kefu group-send status 查看进度。`,
    en: `The group send ${id} ${begins.en}; kefu group-send status shows how far it is.`,
  };
  output.result({ groupSend: answer.groupSend, plan: answer.plan }, output.say(words));
}

const begin = (epochSeconds: number) => ({
  zh: `将于 ${moment(epochSeconds)} 开始`,
  en: `begins at ${moment(epochSeconds)}`,
});
const at = (epochSeconds: number) => ({ zh: ` ${moment(epochSeconds)} `, en: `at ${moment(epochSeconds)}` });

function registerReports(groupSend: Command): void {
  groupSend
    .command('list')
    .description('all of them, newest first · 列出群发')
    .argument('<account>')
    .action(async (account: string, _options: object, command: Command) => {
      const { output, target } = contextOf(command);
      const { groupSends } = await invoke<{ groupSends: Reported[] }>(target, ADMIN, 'group-sends', { account });
      output.result({ groupSends }, sendsTable(groupSends, output));
    });
  for (const [name, action, description] of [
    ['status', 'group-send-status', 'how far it is · 进度'],
    ['report', 'group-send-status', 'what became of it · 结果'],
    ['pause', 'group-send-pause', 'stop it where it is · 暂停'],
    ['resume', 'group-send-resume', 'let it go on where it was · 继续'],
  ] as const) {
    groupSend
      .command(name)
      .description(description)
      .argument('<account>')
      .argument('<id>')
      .action((account: string, id: string, _options: object, command: Command) =>
        show(contextOf(command), action, account, id),
      );
  }
}

async function show({ output, target }: Context, action: string, account: string, id: string): Promise<void> {
  const { groupSend } = await invoke<{ groupSend: Reported }>(target, ADMIN, action, { account, id });
  output.result({ groupSend }, sendReport(groupSend, output));
}
