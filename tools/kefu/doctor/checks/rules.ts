import type { RuleFields } from '../../rules/rules-file.ts';
import { type Check, type Finding, fault, warning } from '../check.ts';

/** The rules: there, live, and meant as they are. */
export const rules: Check = {
  name: 'rules',
  about: { zh: '规则全部生效', en: 'every rule is live' },
  run: async ({ account, rules: read, settings }) => {
    const stored = await read();
    const own = stored.filter(({ id }) => id !== '@settings');
    if (own.length === 0) return [none(account)];
    const official = (await settings())?.kind !== 'mini-program';
    return [
      ...stored.filter(({ status }) => status === 'error').map(broken),
      ...unpublished(stored),
      ...(official && !own.some(welcomes) ? [noWelcome()] : []),
      ...crisis(stored.find(({ id }) => id === '@settings')),
    ];
  },
};

const none = (account: string) =>
  fault(
    'rules.none',
    ['一条规则也没有，所有消息都转人工', 'there are no rules: every message is handed to a human'],
    [`导入规则：kefu rules import ${account} rules.yaml`, `import some: kefu rules import ${account} rules.yaml`],
  );

const broken = ({ id, error }: RuleFields): Finding =>
  fault(
    id === '@settings' ? 'rules.settings' : 'rules.error',
    [`${id} 有错：${String(error)}`, `${id} is in error: ${String(error)}`],
    ['按提示修改这一条；改好前旧版本继续生效', 'mend it as it says; its last good form stays live meanwhile'],
  );

/** Published within seconds; what has no verdict was never looked at. */
function unpublished(stored: readonly RuleFields[]): Finding[] {
  const waiting = stored.filter(({ status }) => status !== 'live' && status !== 'error');
  if (waiting.length === 0) return [];
  const [first] = waiting;
  return [
    fault(
      'rules.unpublished',
      [
        `${waiting.length} 条没有状态（如 ${first?.id}），没有发布`,
        `${waiting.length} items have no status (${first?.id}): they were not published`,
      ],
      [
        '几秒后再看；仍然没有就查 kefu-publish-rules 的日志',
        'look again in some seconds; if it stays see the log of kefu-publish-rules',
      ],
    ),
  ];
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const welcomes = ({ match, keywords, enabled }: RuleFields): boolean =>
  match === 'event' && enabled !== false && listed(keywords).some((one) => /^(subscribe|SCENE)/.test(String(one)));

const noWelcome = () =>
  warning(
    'rules.no-welcome',
    ['没有欢迎新关注者的规则', 'no rule welcomes new followers'],
    ['加一条 match: event、keywords: [subscribe] 的规则', 'add a rule with match: event and keywords: [subscribe]'],
  );

/** A switch for a crisis that somebody forgot. */
function crisis(settings: RuleFields | undefined): Finding[] {
  const mode = settings?.mode;
  if (mode === undefined || mode === 'normal') return [];
  return [
    warning(
      `rules.mode-${String(mode)}`,
      [`@settings.mode 是 ${String(mode)}，规则不回复`, `@settings.mode is ${String(mode)}: the rules do not answer`],
      ['危机过后改回 normal', 'set it to normal when the crisis is over'],
    ),
  ];
}
