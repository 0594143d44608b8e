import type { GroupSend } from '../../../functions/domain/group-send.ts';
import type { Output } from '../shared/output.ts';
import { cut, moment, table } from '../shared/table.ts';

/** A group send as `kefu-admin-contacts` tells of it. */
export type Reported = Pick<
  GroupSend,
  | 'id'
  | 'message'
  | 'status'
  | 'createdAt'
  | 'startAt'
  | 'finishedAt'
  | 'recipients'
  | 'accepted'
  | 'refused'
  | 'unknown'
  | 'skipped'
  | 'note'
> & { left: number; delivered?: number; jobs?: GroupSend['jobs'] };

/** What a dry run counts. */
export interface Counted {
  recipients: number;
  found: number;
  unreachable: number;
  exhausted: number;
  calls: number;
  callsLeftToday: number;
}

/** What would happen, in one or two lines. */
export function planText(plan: Counted, { language }: Output): string {
  const { recipients, found, unreachable, exhausted, calls, callsLeftToday } = plan;
  const quota = {
    zh: `需要 ${calls} 次群发，今天还可发 ${callsLeftToday} 次。`,
    en: `It takes ${calls} calls of mass/send; ${callsLeftToday} are left today.`,
  };
  const who = {
    zh: `符合条件 ${found} 人：发送 ${recipients} 人，${unreachable} 人无法收到，${exhausted} 人本月已满 4 条。`,
    en: `${found} meet the filter: ${recipients} get it, ${unreachable} cannot be reached, ${exhausted} have had this month's 4.`,
  };
  return calls === 0 ? who[language] : `${who[language]}\n${quota[language]}`;
}

/** Group sends as rows. */
export function sendsTable(sends: readonly Reported[], { language }: Output): string {
  const zh = language === 'zh';
  if (sends.length === 0) return zh ? '没有群发。' : 'There is no group send.';
  const head = zh ? ['编号', '状态', '开始', '进度', '内容'] : ['Id', 'Status', 'Begins', 'Progress', 'Message'];
  return table(
    head,
    sends.map((send) => [send.id, send.status, moment(send.startAt), progressOf(send), cut(saidBy(send), 24)]),
  );
}

/** How far one is, what became of it, and why it waits or failed. */
export function sendReport(send: Reported, { language }: Output): string {
  const zh = language === 'zh';
  const { id, status, startAt, finishedAt, accepted, delivered, refused, unknown, skipped, note, jobs = [] } = send;
  const rows: [string, string | number | undefined][] = [
    [zh ? '编号' : 'Id', id],
    [zh ? '状态' : 'Status', status],
    [zh ? '内容' : 'Message', cut(saidBy(send), 60)],
    [zh ? '进度' : 'Progress', progressOf(send)],
    [zh ? '开始 / 结束' : 'Begins / ended', `${moment(startAt)} / ${moment(finishedAt)}`],
    [zh ? '微信已接收' : 'Accepted by WeChat', accepted],
    [zh ? '已送达' : 'Delivered', delivered],
    [zh ? '被拒绝' : 'Refused', refused],
    [zh ? '结果未知' : 'Outcome unknown', unknown],
    [zh ? '不再允许' : 'Allowed it no more', skipped],
    ...jobs.map((job): [string, string] => [
      `${zh ? '第' : 'List '}${job.list + 1}${zh ? ' 批' : ''}`,
      [
        job.jobId,
        job.status ?? (zh ? '等待微信结果' : 'waits for its result'),
        `${job.sent ?? ''}/${job.recipients}`,
      ].join('  '),
    ]),
    [zh ? '说明' : 'Why', note],
  ];
  return table(
    [],
    rows.filter(([, value]) => value !== undefined && value !== ''),
  );
}

const CELLS = 10;

/** `████░░░░░░ 40/100`: how many are dealt with. */
function progressOf({ recipients, left }: Reported): string {
  const done = recipients - left;
  const full = recipients === 0 ? CELLS : Math.floor((done * CELLS) / recipients);
  return `${'█'.repeat(full)}${'░'.repeat(CELLS - full)} ${done}/${recipients}`;
}

const saidBy = ({ message }: Reported): string =>
  message.kind === 'text'
    ? message.content
    : `${message.kind} ${'mediaId' in message ? message.mediaId : message.templateId}`;
