import { checkRule, type RuleContext } from '../../functions/domain/rules/check/check-rule.ts';
import type { Rule } from '../../functions/domain/rules/rule.ts';
import { defaultSettings } from '../../functions/domain/rules/settings.ts';
import { someSettings } from './rules.ts';

/** A verified service account with one group. */
export const service: RuleContext = {
  accountKind: 'service',
  settings: someSettings({ groups: { sales: ['a@shop'] } }),
};
/** A verified mini program. */
export const mini: RuleContext = { accountKind: 'mini-program', settings: defaultSettings('mini-program') };
/** A subscription account without any right. */
export const unverified: RuleContext = { accountKind: 'subscription', settings: defaultSettings('subscription') };
/** The simplest item. */
export const item = { account: 'main', id: 'traffic', match: 'contains', keywords: '流量', reply: '送流量' };
/** An item that answers an event. */
export const onEvent = { ...item, match: 'event', keywords: 'subscribe' };

/** The item without its keywords, listening to everything. */
export const anything = { account: 'main', id: 'traffic', match: 'any', reply: '送流量' };

/** The rule of an item that has no fault. */
export function read(parts: object, context = service): Rule {
  const checked = checkRule({ ...item, ...parts }, context);
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return checked.rule;
}

/** The faults of an item, as on the item. */
export function faultsOf(typed: object, context = service): string[] {
  const checked = checkRule(typed as Record<string, unknown>, context);
  return checked.ok ? [] : checked.faults.map(({ field, message }) => `${field} ${message}`);
}

/** The warnings of an item. */
export function warningsOf(typed: object, context = service): string[] {
  return checkRule(typed as Record<string, unknown>, context).warnings.map(
    ({ field, message }) => `${field} ${message}`,
  );
}

/** An article of a news reply. */
export const article = { title: '活动', url: 'https://shop.example/a' };
/** A card of a mini program, without the AppID. */
export const page = { kind: 'mini-program-page', title: '商城', pagePath: 'pages/index', thumbMediaId: 'm' };
/** A link of a mini program. */
export const link = {
  kind: 'link',
  title: 't',
  description: 'd',
  url: 'https://a.example',
  thumbUrl: 'https://a.example/t.png',
};
/** A menu message. */
export const menu = { kind: 'menu', items: ['是', '否'] };
