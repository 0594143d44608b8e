import type { ChatContent, ChatEntry } from '../../simulator/types.ts';
import type { AccountView } from '../../simulator/view.ts';
import type { Expectation, Words } from './scenario.ts';

/** How things stand for a user, and what is new since a step began. */
export interface Standing {
  account: AccountView;
  openId: string;
  /** Lines of the phone since then. */
  shown: ChatEntry[];
  /** Lines of the desk since then. */
  desk: ChatEntry[];
}

/** What is not as expected, as lines; empty when everything is. */
export function differences(expected: Expectation, standing: Standing): string[] {
  const { reply, nothing, handedOff, servedBy, agentSees, systemNotice } = expected;
  const said = standing.shown.filter(({ from }) => from === 'account').map(({ content }) => content);
  const agent = agentOf(standing);
  const waits = standing.account.waiting.some(({ openId }) => openId === standing.openId);
  const seen = standing.desk.findLast(({ from }) => from === 'user')?.content;
  const notices = standing.shown.some(({ content }) => content.kind === 'notice');
  return [
    ...(reply === undefined ? [] : replyDifference([reply].flat(), said)),
    ...(nothing && said.length > 0 ? differing('nothing', said.map(shownAs).join(' | ')) : []),
    ...(handedOff === undefined || handedOff === (waits || agent !== undefined)
      ? []
      : differing(`handedOff: ${handedOff}`, waits ? 'the user waits' : (agent ?? 'the bot answers'))),
    ...(servedBy === undefined || servedBy === (agent ?? 'nobody')
      ? []
      : differing(`servedBy: ${servedBy}`, agent ?? 'nobody')),
    ...(agentSees === undefined || (seen && fits(agentSees, seen))
      ? []
      : differing(`agentSees: ${wanted(agentSees)}`, seen ? shownAs(seen) : 'nothing')),
    ...(systemNotice === undefined || systemNotice === notices
      ? []
      : differing(`systemNotice: ${systemNotice}`, String(notices))),
  ];
}

const differing = (expected: string, got: string): string[] => [`- expected  ${expected}`, `+ got       ${got}`];

function agentOf({ account, openId }: Standing): string | undefined {
  const session = account.sessions.find((one) => one.openId === openId);
  const agent = account.kfAccounts.find(({ id }) => id === session?.kfAccountId);
  return agent && (agent.kfAccount.split('@')[0] || agent.nickname);
}

function replyDifference(expected: readonly Words[], said: readonly ChatContent[]): string[] {
  const right =
    expected.length === said.length && expected.every((one, index) => said[index] && fits(one, said[index]));
  if (right) return [];
  return differing(
    `reply: ${expected.map(wanted).join(' | ')}`,
    said.length === 0 ? 'no reply' : said.map(shownAs).join(' | '),
  );
}

function fits(expected: Words, content: ChatContent): boolean {
  if (typeof expected === 'object' && 'kind' in expected) return content.kind === expected.kind;
  const text = textOf(content);
  if (text === undefined) return false;
  if (typeof expected === 'string') return text === expected;
  return 'contains' in expected ? text.includes(expected.contains) : new RegExp(expected.matches, 'u').test(text);
}

const textOf = (content: ChatContent): string | undefined => ('text' in content ? content.text : undefined);

const shownAs = (content: ChatContent): string => textOf(content) ?? `[${content.kind}]`;

function wanted(expected: Words): string {
  if (typeof expected === 'string') return expected;
  const [[name, value] = ['', '']] = Object.entries(expected);
  return `(${name}) ${value}`;
}
