import type { Message } from '../wechat/messages/index.ts';
import type { MenuReply, TextReply } from '../wechat/replies/index.ts';
import type { Choice } from './conversation.ts';
import { keyMark, nameMark, ruleMark } from './mark.ts';
import type { Rule } from './rules/rule.ts';
import { type DidYouMean, isDidYouMean } from './rules/rule-set.ts';
import { NOTICES } from './rules/settings.ts';
import type { Case } from './situation.ts';

/** So long a number is taken as a choice. */
const GOOD_FOR_SECONDS = 600;
/** What a user writes to choose the second: 2, ２, 2., 二, 第二个, 选2. */
const NUMBER = /^(?:我?选|第)?\s*([1-9一二三四五六七八九])\s*(?:个|号|条|项|[.。、)）])?$/;
const NUMERALS = '一二三四五六七八九';
/** Begins the ids of menu items that stand for an FAQ item, whenever they are tapped. */
const TAPPED = 'faq-';

/** The choice that is open for a message: not one that the message itself or a later one brought. */
export function openChoice({ message, before: { choice } }: Pick<Case, 'message' | 'before'>): Choice | undefined {
  if (choice === undefined || choice.at > message.createdAt) return undefined;
  if (message.createdAt >= choice.at + GOOD_FOR_SECONDS) return undefined;
  return choice.key === keyMark(message.messageKey) ? undefined : choice;
}

/** The rule whose number the user wrote, or whose line they tapped. A repeat has what it chose at first, whatever was offered meanwhile. */
export function chosenRule(situation: Case, isEligible: (rule: Rule) => boolean): Rule | undefined {
  const { message, answered, ruleSet } = situation;
  if (message.kind === 'text' && message.menuItemId?.startsWith(TAPPED)) {
    const mark = message.menuItemId.slice(TAPPED.length);
    return ruleSet.rules.find((rule) => rule.match === 'faq' && nameMark(rule.id) === mark && isEligible(rule));
  }
  const choice = openChoice(situation);
  // Most messages have none, and need no look at their text.
  if (choice === undefined && answered === undefined) return undefined;
  const number = numberIn(message);
  if (number === undefined) return undefined;
  if (answered !== undefined) {
    return ruleSet.rules.find((rule) => rule.match === 'faq' && ruleMark(rule) === answered.ruleMark);
  }
  const id = choice?.rules[number - 1];
  const rule = id === undefined ? undefined : ruleSet.rule(id);
  return rule !== undefined && isEligible(rule) ? rule : undefined;
}

function numberIn(message: Message): number | undefined {
  const text = message.kind === 'text' ? message.content : message.kind === 'voice' ? message.recognition : undefined;
  if (text === undefined || text.length > 12) return undefined;
  const [, digit] = NUMBER.exec(text.normalize('NFKC').trim()) ?? [];
  if (digit === undefined) return undefined;
  return NUMERALS.includes(digit) ? NUMERALS.indexOf(digit) + 1 : Number(digit);
}

/** The offer as the user sees it: items to tap where there are menu messages, numbers to write elsewhere. */
export function offerOf(
  { choices }: DidYouMean,
  { ruleSet, accountKind }: Pick<Case, 'ruleSet' | 'accountKind'>,
): MenuReply | TextReply {
  const { rights, notices } = ruleSet.settings;
  // Snapshots of earlier releases do not have this notice.
  const head = notices.didYouMean ?? NOTICES.didYouMean;
  const items = choices.map((id, at) => ({
    id: `${TAPPED}${nameMark(id)}`,
    content: `${at + 1}. ${ruleSet.rule(id)?.keywords[0] ?? id}`,
  }));
  if (rights.customSend && accountKind !== 'mini-program') return { kind: 'menu', head, items };
  return { kind: 'text', content: [head, ...items.map(({ content }) => content)].join('\n') };
}

/** What a message does to the choice that is open: brings one, uses it, or ends it by being about something else. */
export function choiceAfter(
  rule: Rule | undefined,
  isChosen: boolean,
  situation: Case,
): Choice | 'over' | 'chosen' | undefined {
  const { message } = situation;
  if (rule !== undefined && isDidYouMean(rule)) {
    return { rules: rule.choices, at: message.createdAt, key: keyMark(message.messageKey) };
  }
  if (isChosen) return 'chosen';
  return openChoice(situation) === undefined ? undefined : 'over';
}
