import type { Trigger } from '../../window.ts';
import type { MatchKind, Rule, RuleReply } from '../rule.ts';
import { QUOTAS } from '../settings.ts';
import type { RuleContext } from './check-rule.ts';
import { eventFacts } from './events.ts';
import { oneOf } from './reading.ts';
import type { Placed } from './replies.ts';
import { fault, type Report } from './report.ts';

/** When the replies are given: what decides how many can be sent, and in which form. */
export type Occasion = Pick<Rule, 'keywords' | 'pick'> & { match: MatchKind | undefined };

const CUSTOM_ONLY = new Set<RuleReply['kind']>(['menu', 'mini-program-page', 'link']);
const ON_MINI_PROGRAMS = new Set<RuleReply['kind']>([
  'text',
  'image',
  'link',
  'mini-program-page',
  'hand-off',
  'resume-bot',
  'ticket',
  'ticket-status',
  'silence',
]);
const MAX_ARTICLES_FOR_EVENT = 8;
/** The last custom send after a message is kept for a human. */
const RESERVED = 1;

/** Checks that WeChat would deliver the replies: by account, by rights, by what answers in the response and what is sent. */
export function checkDelivery(report: Report, placed: Placed[], occasion: Occasion, context: RuleContext): void {
  for (const one of placed) checkAccount(report, one, context);
  checkForms(report, placed, occasion, context);
  checkCompany(report, placed, occasion);
  checkCount(report, placed, occasion, context);
  checkAudible(report, placed, occasion, context);
}

function checkAccount(report: Report, { reply, path }: Placed, { accountKind, settings }: RuleContext): void {
  const field = `${path}.kind`;
  if (accountKind === 'mini-program' && !ON_MINI_PROGRAMS.has(reply.kind))
    fault(
      report,
      field,
      `is ${reply.kind}, which a mini program cannot send; use ${oneOf([...ON_MINI_PROGRAMS].slice(0, 4))}`,
    );
  if (accountKind !== 'mini-program' && reply.kind === 'link')
    fault(report, field, 'is link, which only mini programs can send; use news with one article');
  if (reply.kind === 'hand-off' && !settings.rights.kf)
    fault(
      report,
      field,
      'is hand-off, but this account has no customer service (@settings.rights.kf); use a text or a ticket',
    );
}

/** The first reply is answered in the response where its kind allows; all else is a custom send. */
function checkForms(report: Report, placed: Placed[], { match, pick }: Occasion, context: RuleContext): void {
  const isEvent = match === 'event';
  placed.forEach(({ reply, path }, i) => {
    const custom = context.accountKind === 'mini-program' || CUSTOM_ONLY.has(reply.kind) || (i > 0 && pick === 'all');
    if (custom && says(reply) && !context.settings.rights.customSend)
      fault(
        report,
        path,
        `${whyCustom(reply, context)}, which this account may not (@settings.rights.customSend); ${customMend(context)}`,
      );
    if (reply.kind === 'news') checkArticles(report, { reply, path }, custom || !isEvent);
    if (reply.kind === 'video' && custom && reply.thumbMediaId === undefined)
      fault(
        report,
        `${path}.thumbMediaId`,
        'is missing; a video after the first reply is a custom send, which needs it',
      );
  });
}

function whyCustom({ kind }: RuleReply, { accountKind }: RuleContext): string {
  if (accountKind === 'mini-program') return 'is a custom send, like every reply of a mini program';
  return CUSTOM_ONLY.has(kind)
    ? `is a ${kind}, which goes as a custom send`
    : 'is a custom send, like every reply after the first';
}

function customMend({ accountKind }: RuleContext): string {
  return accountKind === 'mini-program'
    ? 'ask WeChat for the right'
    : 'leave one reply that is answered directly, like a text';
}

function checkArticles(report: Report, { reply, path }: Placed, single: boolean): void {
  const length = reply.kind === 'news' ? reply.articles.length : 0;
  const allowed = single ? 1 : MAX_ARTICLES_FOR_EVENT;
  const mend = single ? 'WeChat shows 1 in answer to a message' : `WeChat allows ${MAX_ARTICLES_FOR_EVENT}`;
  if (length > allowed)
    fault(report, `${path}.articles`, `has ${length} articles; ${mend}, so remove ${length - allowed}`);
}

/** One hand-off at most, and silence with nothing else. */
function checkCompany(report: Report, placed: Placed[], { pick }: Occasion): void {
  if (pick === 'random' || placed.length < 2) return;
  const kinds = placed.map(({ reply }) => reply.kind);
  const silent = placed[kinds.indexOf('silence')];
  if (silent !== undefined)
    fault(report, `${silent.path}.kind`, 'is silence, which says nothing; remove it or the other replies');
  const second = placed[kinds.indexOf('hand-off', kinds.indexOf('hand-off') + 1)];
  if (kinds.includes('hand-off') && second !== undefined && second.reply.kind === 'hand-off')
    fault(report, `${second.path}.kind`, 'is a second hand-off; leave one');
}

function checkCount(report: Report, placed: Placed[], occasion: Occasion, context: RuleContext): void {
  const spoken = occasion.pick === 'random' ? placed.slice(0, 1) : placed.filter(({ reply }) => says(reply));
  const first = placed[0]?.reply.kind;
  const direct = context.accountKind === 'mini-program' || first === undefined || CUSTOM_ONLY.has(first) ? 0 : 1;
  const handsOff = placed.some(({ reply }) => reply.kind === 'hand-off');
  const passive = handsOff && occasion.match !== 'event' ? 0 : direct;
  const sends = Math.min(...triggersOf(occasion, context).map((trigger) => sendsAfter(trigger, context)));
  if (spoken.length <= passive + sends) return;
  const form = passive > 0 ? `1 in the response and ${sends} custom sends` : `${sends} custom sends`;
  fault(report, 'reply', `has ${spoken.length} replies; what it answers allows ${passive + sends} (${form})`);
}

/** Whether the reply is something the user sees. */
function says(reply: RuleReply): boolean {
  if (reply.kind === 'silence' || reply.kind === 'hand-off') return false;
  return !(reply.kind === 'resume-bot' || reply.kind === 'ticket') || reply.content !== undefined;
}

function triggersOf({ match, keywords }: Occasion, { accountKind }: RuleContext): (Trigger | undefined)[] {
  if (match !== 'event') return ['message'];
  const triggers = keywords.map((keyword) => eventFacts(keyword).trigger);
  return triggers.length > 0 ? triggers : [accountKind === 'mini-program' ? 'enter-mini-program' : 'follow'];
}

function sendsAfter(trigger: Trigger | undefined, { settings }: RuleContext): number {
  if (trigger === undefined) return 0;
  const { sends } = settings.quotas[trigger] ?? QUOTAS[trigger];
  return trigger === 'message' ? Math.max(0, sends - RESERVED) : sends;
}

/** Events that this kind of account never gets, and those after which nobody hears. */
function checkAudible(
  report: Report,
  placed: Placed[],
  { match, keywords }: Occasion,
  { accountKind }: RuleContext,
): void {
  if (match !== 'event') return;
  for (const keyword of keywords) {
    const { accounts, deaf } = eventFacts(keyword);
    const own = accountKind === 'mini-program' ? 'mini-program' : 'official';
    if (accounts !== 'all' && accounts !== own)
      fault(
        report,
        'keywords',
        `has ${keyword}, which only ${accounts === 'official' ? 'official accounts' : 'mini programs'} receive; remove it`,
      );
    else if (deaf && placed.some(({ reply }) => says(reply)))
      fault(report, 'reply', `cannot reach the user after ${keyword}; use {"kind":"silence"}`);
  }
}
