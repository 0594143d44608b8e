import { explain } from '../../../functions/domain/rules/explain.ts';
import { circumstancesOf } from '../../../functions/domain/situation.ts';
import type { Observation } from '../../../functions/usecases/handle-message.ts';
import type { Message } from '../../../functions/wechat/messages/index.ts';
import type { Passage } from './trail.ts';
import type { TrailDetail, TrailLine, TriedRule } from './trail-line.ts';

/** Rules that do not fit are listed up to so many lines in all. */
const MOST_TRIED = 60;
const MOST_TEXT = 200;

interface HttpAnswer {
  statusCode?: number;
  body?: string;
}

/** The short form. */
export function lineOf(passage: Passage): TrailLine {
  const { id, atMs, event, milliseconds, requests, observation, plain } = passage;
  const line = {
    id,
    at: Math.floor(atMs / 1000),
    account: event.pathParameters?.account ?? '',
    what: observation?.message.kind ?? (event.requestContext.http.method === 'GET' ? 'verify' : 'refused'),
    status: answerOf(passage).statusCode ?? 500,
    milliseconds,
    requests,
    later: 0,
    repeated: false,
    ...(plain && { pushId: plain.pushId }),
  };
  return observation ? { ...line, ...decided(observation) } : line;
}

function decided({ message, handled, situation }: Observation): Partial<TrailLine> {
  const { decision, reply, repeated } = handled;
  const text = textOf(message);
  const before = situation?.before.state.mode;
  return {
    openId: message.openId,
    ...(text !== undefined && { text: text.slice(0, MOST_TEXT) }),
    ...(before && { mode: { before, after: decision?.state?.mode ?? decision?.mode ?? before } }),
    ...(decision?.rule && { rule: decision.rule.id }),
    reply: reply?.kind ?? 'success',
    later: decision?.outbox.length ?? 0,
    repeated,
  };
}

function textOf(message: Message): string | undefined {
  if (message.kind === 'text') return message.content;
  if (message.kind === 'voice') return message.recognition;
  if (!('event' in message)) return undefined;
  return message.eventKey ? `${message.event}: ${message.eventKey}` : message.event;
}

/** Everything; the rules are looked at again only now, by the code that the callback ran. */
export function detailOf(passage: Passage): TrailDetail {
  const { event, observation, plain } = passage;
  const { isBase64Encoded, body = '', rawQueryString } = event;
  const decision = observation?.handled.decision;
  return {
    ...lineOf(passage),
    ...triedRules(observation),
    ...(observation?.handled.reply && { answer: observation.handled.reply }),
    outbox: decision?.outbox ?? [],
    ...(decision?.question && { question: decision.question.text }),
    ...(decision?.source !== undefined && { source: decision.source }),
    troubles: (observation?.handled.troubles ?? []).map(({ step, error }) => `${step}: ${String(error)}`),
    query: rawQueryString,
    wireIn: isBase64Encoded ? Buffer.from(body, 'base64').toString() : body,
    wireOut: answerOf(passage).body ?? '',
    ...(plain && { plainIn: plain.body }),
    ...(plain?.delivery.answer !== undefined && { plainOut: plain.delivery.answer }),
    encryption: event.queryStringParameters?.encrypt_type === 'aes' ? 'aes' : 'plain',
  };
}

function triedRules(observation?: Observation): { tried: TriedRule[]; omitted: number; ruleSet?: number } {
  const { situation, message, handled } = observation ?? {};
  if (!situation || !message || !handled?.decision) return { tried: [], omitted: 0 };
  const circumstances = circumstancesOf({ ...situation, message, mode: handled.decision.mode });
  const explained = explain(message, circumstances, situation.ruleSet);
  const tried = explained.slice(0, MOST_TRIED).map(({ rule, verdict }) => {
    const { id, match, keywords, priority } = rule;
    return { id, match, keywords, priority, verdict };
  });
  return { tried, omitted: explained.length - tried.length, ruleSet: situation.ruleSet.number };
}

const answerOf = ({ result }: Passage): HttpAnswer => (result?.failed ? {} : ((result?.payload ?? {}) as HttpAnswer));
