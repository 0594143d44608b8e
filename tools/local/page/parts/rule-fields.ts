/** A rule as the form holds it, and as the item in the table is. */

/** An item of `kefu-rules`, with what was written back on it. */
export interface RuleItem extends Record<string, unknown> {
  account: string;
  id: string;
  status?: string;
  error?: string;
  warning?: string;
}

/** What the form shows: everything that has no field of its own is JSON. */
export interface RuleForm {
  id: string;
  match: string;
  keywords: string;
  reply: string;
  priority: string;
  enabled: boolean;
  others: string;
}

export const MATCHES = ['contains', 'exact', 'prefix', 'regex', 'faq', 'event', 'any'] as const;

const OWN = ['account', 'id', 'match', 'keywords', 'reply', 'priority', 'enabled'];
const WRITTEN_BACK = ['status', 'error', 'warning', 'checkedAt'];

export const NEW_RULE: RuleForm = {
  id: '',
  match: 'contains',
  keywords: '',
  reply: '',
  priority: '0',
  enabled: true,
  others: '',
};

/** An item in the form. */
export function formOf(item: RuleItem): RuleForm {
  const others = Object.entries(item).filter(([name]) => ![...OWN, ...WRITTEN_BACK].includes(name));
  return {
    id: item.id,
    match: String(item.match ?? ''),
    keywords: listOf(item.keywords).join('\n'),
    reply: item.reply === undefined ? '' : textOf(item.reply),
    priority: String(item.priority ?? 0),
    enabled: item.enabled !== false,
    others: others.length === 0 ? '' : JSON.stringify(Object.fromEntries(others), null, 2),
  };
}

/** The form as an item; `status` is left out, so that the item shows that it is being checked. @throws SyntaxError */
export function itemOf(account: string, form: RuleForm): RuleItem {
  const { id, match, priority, enabled, others } = form;
  const keywords = form.keywords.split('\n').filter((line) => line !== '');
  const written = others.trim() === '' ? {} : (JSON.parse(others) as object);
  const settings = id.startsWith('@');
  return {
    ...written,
    account,
    id,
    ...(!settings && { match, reply: replyOf(form.reply) }),
    ...(keywords.length > 0 && { keywords }),
    ...(Number(priority) !== 0 && { priority: Number.isNaN(Number(priority)) ? priority : Number(priority) }),
    ...(!enabled && { enabled }),
  };
}

/** JSON that is a map or a list is one; anything else is a text, as it stands. */
function replyOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const textOf = (reply: unknown): string => (typeof reply === 'string' ? reply : JSON.stringify(reply, null, 2));

export const listOf = (keywords: unknown): string[] =>
  keywords instanceof Set || Array.isArray(keywords)
    ? [...keywords].map(String)
    : keywords === undefined
      ? []
      : [String(keywords)];
