/** Faults of rules in Chinese. They are written on the items in English; what is not known here stays as it is. */

type Phrase = [pattern: RegExp, words: string];

/** A value as a fault quotes it: `"x"`, `a list`, `5`. */
const VALUE = '("[^"]*"|\\S+|a list|a set|a map)';

const value = (before: string, after = ''): RegExp => new RegExp(`^${before}${VALUE}${after}$`);

/** What is wrong: the part before the semicolon. */
const WRONG: Phrase[] = [
  [/^is missing$/, '没有填'],
  [/^is empty$/, '是空的'],
  [/^is an empty list$/, '是空列表'],
  [/^is unknown here$/, '这里没有这个属性'],
  [/^is ([\d,]+) bytes$/, '有 $1 字节'],
  [/^is ([\d,]+) characters$/, '有 $1 个字符'],
  [/^has ([\d,]+) entries$/, '有 $1 项'],
  [/^has ([\d,]+) names$/, '有 $1 个名称'],
  [/^has (\d+) replies$/, '有 $1 条回复'],
  [/^has (\d+) articles$/, '有 $1 篇图文'],
  [/^begins with @, which is kept for (\S+)$/, '以 @ 开头，这种名称留给 $1'],
  [/^is not after from$/, '不晚于 from'],
  [/^is not read by match (\w+)$/, '匹配方式 $1 不使用它'],
  [/^is one keyword with a separator in it$/, '只是一个关键词，里面有分隔符'],
  [/^has no mediaId, media or url$/, '缺少 mediaId、media 或 url'],
  [/^has (\S+) and (\S+)( and \S+)?$/, '同时有 $1 和 $2$3'],
  [/^has the id (\S+) twice$/, '编号 $1 出现了两次'],
  [value('is ', ', which is not uploaded'), '$1 还没有上传'],
  [value('is ', ', which dies within hours'), '$1 几小时后失效'],
  [/^is (\S+), which a mini program cannot send$/, '是 $1，小程序不能发'],
  [/^is link, which only mini programs can send$/, '是 link，只有小程序能发'],
  [/^is hand-off, but this account has no customer service \((\S+)\)$/, '是转人工，但此账号没有客服功能（$1）'],
  [/^(is .*), which this account may not \((\S+)\)$/, '要用客服消息发送，此账号没有权限（$2）'],
  [/^is silence, which says nothing$/, '是 silence，什么也不说'],
  [/^is a second hand-off$/, '是第二个转人工'],
  [/^has (\S+), which only official accounts receive$/, '有 $1，只有公众号会收到'],
  [/^has (\S+), which only mini programs receive$/, '有 $1，只有小程序会收到'],
  [/^cannot reach the user after (\S+)$/, '$1 之后消息到不了用户'],
  [/^is testers, but (\S+) names none$/, '是 testers，但 $1 没有列出任何人'],
  [/^fits every text$/, '任何文字都匹配'],
  [/^is too costly \((\d+) steps, (\d+) are allowed\)$/, '太复杂（$1 步，最多 $2 步）'],
  [/^is no valid pattern: (.*)$/, '不是有效的正则表达式：$1'],
  [value('is ', ', which (@settings\\.\\S+) does not have'), '$1 不在 $2 里'],
  [value('is '), '是 $1'],
];

/** How to mend it: the part behind. */
const MENDS: Phrase[] = [
  [/^write a text$/, '请填文字'],
  [/^write a text, or a map with a kind$/, '请填文字，或带 kind 的对象'],
  [/^write a name for the rule$/, '请给规则起个名称'],
  [/^write another name$/, '请换一个名称'],
  [/^write a list for several$/, '多个关键词请写成列表'],
  [/^write true or false$/, '请填 true 或 false'],
  [/^write a (?:whole )?number from (\S+) to (\S+)$/, '请填 $1 到 $2 的数'],
  [/^write a date like (.*)$/, '请填日期，例如 $1'],
  [/^write an address that begins with https:\/\/$/, '请填以 https:// 开头的网址'],
  [/^write one of them$/, '请填其中一个'],
  [/^write a list of articles$/, '请填图文列表'],
  [/^write a list of id and content$/, '请填由 id 和 content 组成的列表'],
  [/^write a value, or \* for any$/, '请填一个值，* 表示任意'],
  [/^write (.*)$/, '请填 $1'],
  [/^did you mean (.*)\?$/, '是不是 $1？'],
  [/^known are (.*)$/, '可用的有 $1'],
  [/^leave one(?: of them)?$/, '请只留一个'],
  [/^remove it$/, '请去掉'],
  [/^remove it, or use (.*)$/, '请去掉，或用 $1'],
  [/^remove it or the other replies$/, '请去掉它，或去掉别的回复'],
  [/^WeChat allows ([\d,]+)$/, '微信最多允许 $1'],
  [/^WeChat allows (\d+), so remove (\d+)$/, '微信最多 $1 篇，请去掉 $2 篇'],
  [/^WeChat shows 1 in answer to a message, so remove (\d+)$/, '回复消息时微信只显示 1 篇，请去掉 $1 篇'],
  [/^at most (\S+) are (?:allowed|read)$/, '最多 $1'],
  [/^at most (\S+) are allowed, so make two rules$/, '最多 $1，请分成两条规则'],
  [/^what it answers allows (\d+) .*$/, '此处最多能发 $1 条'],
  [/^match (\w+) needs at least one(?: question)?$/, '匹配方式 $1 至少要有一个'],
  [/^the rule would never apply$/, '规则永远不会生效'],
  [/^nobody gets this rule$/, '没有人会用到这条规则'],
  [/^give each item its own$/, '每一项要有自己的编号'],
  [/^upload it under this name$/, '请先用这个名称上传'],
  [/^upload it again, best with a url$/, '请重新上传，最好给出 url'],
  [/^use a text or a ticket$/, '请改用文字或工单'],
  [/^use match any if that is meant$/, '如果本意如此，请用匹配方式 any'],
  [/^use news with one article$/, '请用只有一篇的图文'],
  [/^use (.*)$/, '请用 $1'],
  [/^ask WeChat for the right$/, '请向微信申请权限'],
  [/^leave one reply that is answered directly, like a text$/, '请只留一条直接回复，例如文字'],
  [/^split it into several keywords$/, '请拆成几个关键词'],
];

/** Faults as they stand on an item, in Chinese. */
export const faultsInChinese = (error: string): string => error.split(' | ').map(faultInChinese).join('；\n');

function faultInChinese(fault: string): string {
  const [, field = '', message = ''] = /^(\S+) (.*)$/s.exec(fault) ?? [];
  const [wrong = '', ...mends] = partsOf(message);
  const words = translated(wrong, WRONG);
  if (words === undefined) return fault;
  const rest = mends.map((mend) => translated(mend, MENDS) ?? mend);
  return `${field} ${[words, ...rest].join('；')}`;
}

/** At semicolons that stand in no quotation. */
const partsOf = (message: string): string[] =>
  message.match(/(?:"[^"]*"|[^";]|;(?! ))+/g)?.map((part) => part.trim()) ?? [];

function translated(text: string, phrases: readonly Phrase[]): string | undefined {
  const found = phrases.find(([pattern]) => pattern.test(text));
  return found && text.replace(found[0], (...groups) => filled(found[1], groups as (string | undefined)[])).trim();
}

const KINDS = new Map([
  ['a list', '列表'],
  ['a set', '集合'],
  ['a map', '对象'],
  ['empty', '空的'],
]);

const filled = (words: string, groups: readonly (string | undefined)[]): string =>
  words.replace(/\$(\d)/g, (_, number: string) => {
    const text = groups[Number(number)] ?? '';
    if (text.startsWith('"')) return text;
    return KINDS.get(text) ?? text.replaceAll(' or ', ' 或 ').replaceAll(' and ', '、');
  });
