import type { NewsArticle } from '../../../wechat/replies/index.ts';
import type { RuleReply } from '../rule.ts';
import { didYouMean } from './did-you-mean.ts';
import { asOurNames } from './field-names.ts';
import { asList, asMap, asText, describe, isAbsent, oneOf, refuseUnknown, type Typed } from './reading.ts';
import { mayText, mayUrl, needMedia, needText, needUrl, type ReplyPlace } from './reply-fields.ts';
import { fault, warn } from './report.ts';

/** How the map of one reply kind is read: its fields, and the reply or nothing. */
export interface ReplyKindReader {
  fields: readonly string[];
  read(place: ReplyPlace, typed: Typed): RuleReply | undefined;
}

const MEDIA_FIELDS = ['mediaId', 'media', 'url'];

/** A reader for every reply kind that a rule may name. */
export const REPLY_KINDS: { [Kind in RuleReply['kind']]: ReplyKindReader } = {
  text: {
    fields: ['content'],
    read: (place, typed) => with1(needText(place, typed, 'content'), (content) => ({ kind: 'text', content })),
  },
  image: {
    fields: MEDIA_FIELDS,
    read: (place, typed) => with1(needMedia(place, typed), (source) => ({ kind: 'image', ...source })),
  },
  voice: {
    fields: MEDIA_FIELDS,
    read: (place, typed) => with1(needMedia(place, typed), (source) => ({ kind: 'voice', ...source })),
  },
  video: {
    fields: [...MEDIA_FIELDS, 'thumbMediaId', 'title', 'description'],
    read: (place, typed) => {
      const words = {
        ...mayText(place, typed, 'thumbMediaId'),
        ...mayText(place, typed, 'title'),
        ...mayText(place, typed, 'description'),
      };
      return with1(needMedia(place, typed), (source) => ({ kind: 'video', ...source, ...words }));
    },
  },
  music: {
    fields: ['title', 'description', 'musicUrl', 'hqMusicUrl', 'thumbMediaId'],
    read: readMusic,
  },
  news: { fields: ['articles'], read: readNews },
  menu: { fields: ['head', 'items', 'tail'], read: readMenu },
  'mini-program-page': { fields: ['title', 'appId', 'pagePath', 'thumbMediaId'], read: readMiniProgramPage },
  link: {
    fields: ['title', 'description', 'url', 'thumbUrl'],
    read: (place, typed) => {
      const [title, description] = [needText(place, typed, 'title'), needText(place, typed, 'description')];
      const [url, thumbUrl] = [needUrl(place, typed, 'url'), needUrl(place, typed, 'thumbUrl')];
      if (!(title && description && url && thumbUrl)) return undefined;
      return { kind: 'link', title, description, url, thumbUrl };
    },
  },
  'hand-off': { fields: ['kfAccount', 'group', 'skill'], read: readHandOff },
  'resume-bot': {
    fields: ['content'],
    read: (place, typed) => ({ kind: 'resume-bot', ...mayText(place, typed, 'content') }),
  },
  ticket: {
    fields: ['content', 'category'],
    read: (place, typed) => ({
      kind: 'ticket',
      ...mayText(place, typed, 'content'),
      ...mayText(place, typed, 'category'),
    }),
  },
  'ticket-status': {
    fields: ['content'],
    read: (place, typed) => ({ kind: 'ticket-status', ...mayText(place, typed, 'content') }),
  },
  silence: { fields: [], read: () => ({ kind: 'silence' }) },
};

function with1<T>(value: T | undefined, make: (value: T) => RuleReply): RuleReply | undefined {
  return value === undefined ? undefined : make(value);
}

function readMusic(place: ReplyPlace, typed: Typed): RuleReply | undefined {
  const thumbMediaId = needText(place, typed, 'thumbMediaId');
  const words = { ...mayText(place, typed, 'title'), ...mayText(place, typed, 'description') };
  const addresses = { ...mayUrl(place, typed, 'musicUrl'), ...mayUrl(place, typed, 'hqMusicUrl') };
  if (isAbsent(typed.musicUrl) && isAbsent(typed.hqMusicUrl))
    return fault(place.report, `${place.path}.musicUrl`, 'is missing; write the address of the music');
  return with1(thumbMediaId, (thumb) => ({ kind: 'music', ...words, ...addresses, thumbMediaId: thumb }));
}

function readNews(place: ReplyPlace, typed: Typed): RuleReply | undefined {
  const articles = asList(typed.articles);
  if (articles.length === 0)
    return fault(place.report, `${place.path}.articles`, 'is missing; write a list of articles');
  const read = articles.map((article, i) => readArticle({ ...place, path: `${place.path}.articles[${i}]` }, article));
  return read.every((article) => article !== undefined) ? { kind: 'news', articles: read } : undefined;
}

const ARTICLE_FIELDS = ['title', 'description', 'pictureUrl', 'url'];

function readArticle(place: ReplyPlace, value: unknown): NewsArticle | undefined {
  const written = asMap(value);
  if (written === undefined)
    return fault(place.report, place.path, `is ${describe(value)}; write a map with title and url`);
  const typed = asOurNames(written, ARTICLE_FIELDS);
  refuseUnknown(place.report, typed, ARTICLE_FIELDS, `${place.path}.`);
  const [title, url] = [needText(place, typed, 'title'), needUrl(place, typed, 'url')];
  const rest = { ...mayText(place, typed, 'description'), ...mayUrl(place, typed, 'pictureUrl') };
  return title === undefined || url === undefined ? undefined : { title, url, ...rest };
}

function readMenu(place: ReplyPlace, typed: Typed): RuleReply | undefined {
  const items = menuItems(place, typed.items);
  const ids = items?.map(({ id }) => id) ?? [];
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined)
    fault(place.report, `${place.path}.items`, `has the id ${twice} twice; give each item its own`);
  const frame = { ...mayText(place, typed, 'head'), ...mayText(place, typed, 'tail') };
  return with1(items, (read) => ({ kind: 'menu', items: read, ...frame }));
}

/** A list of `{id, content}`, a list of texts (numbered from 1), or a map of contents by id. */
function menuItems(place: ReplyPlace, value: unknown): { id: string; content: string }[] | undefined {
  const byId = asMap(value);
  const list = byId === undefined ? asList(value) : Object.entries(byId).map(([id, content]) => ({ id, content }));
  if (list.length === 0)
    return fault(place.report, `${place.path}.items`, 'is missing; write a list of id and content');
  const read = list.map((item, i) => menuItem({ ...place, path: `${place.path}.items[${i}]` }, item, i));
  return read.every((item) => item !== undefined) ? read : undefined;
}

function menuItem(place: ReplyPlace, value: unknown, i: number): { id: string; content: string } | undefined {
  const typed = asMap(value) ?? { content: value };
  refuseUnknown(place.report, typed, ['id', 'content'], `${place.path}.`);
  const content = needText(place, typed, 'content');
  const id = isAbsent(typed.id) ? String(i + 1) : needText(place, typed, 'id');
  return content === undefined || id === undefined ? undefined : { id, content };
}

function readMiniProgramPage(place: ReplyPlace, typed: Typed): RuleReply | undefined {
  const [title, pagePath] = [needText(place, typed, 'title'), needText(place, typed, 'pagePath')];
  const thumbMediaId = needText(place, typed, 'thumbMediaId');
  const { appId } = mayText(place, typed, 'appId');
  const own = place.context.accountKind === 'mini-program';
  if (own && appId !== undefined)
    fault(
      place.report,
      `${place.path}.appId`,
      'is only for official accounts; a mini program sends its own pages, so remove it',
    );
  if (!own && appId === undefined)
    fault(place.report, `${place.path}.appId`, 'is missing; write the AppID of a mini program linked to this account');
  if (title === undefined || pagePath === undefined || thumbMediaId === undefined) return undefined;
  return { kind: 'mini-program-page', title, pagePath, thumbMediaId, ...(appId !== undefined && { appId }) };
}

const KF_ACCOUNT = /^[A-Za-z0-9_]{1,10}(?:@[A-Za-z0-9_-]{1,30})?$/;

function readHandOff(place: ReplyPlace, typed: Typed): RuleReply | undefined {
  const { report, path, context } = place;
  const kfAccount = mayText(place, typed, 'kfAccount').kfAccount?.trim();
  const group = mayText(place, typed, 'group').group?.trim();
  const skill = mayText(place, typed, 'skill').skill?.trim();
  if (kfAccount !== undefined && (group !== undefined || skill !== undefined))
    return fault(report, path, `has kfAccount and ${group === undefined ? 'skill' : 'group'}; leave one of them`);
  if (kfAccount !== undefined) return checkKfAccount(place, kfAccount);
  const { groups, agents } = context.settings;
  const skills = new Set(Object.values(agents).flatMap((agent) => agent.skills ?? []));
  const hasGroup = isNamed(place, 'group', group, Object.keys(groups), 'groups');
  const hasSkill = isNamed(place, 'skill', skill, [...skills], 'agents');
  if (!hasGroup || !hasSkill) return undefined;
  return { kind: 'hand-off', ...(group !== undefined && { group }), ...(skill !== undefined && { skill }) };
}

/** Whether a word, where there is one, is among those that the settings name. */
function isNamed(
  { report, path }: ReplyPlace,
  field: 'group' | 'skill',
  word: string | undefined,
  words: string[],
  where: 'groups' | 'agents',
): boolean {
  if (word === undefined || words.includes(word)) return true;
  const meant = didYouMean(word, words);
  const known = words.length === 0 ? `name ${field}s in @settings.${where} first` : `write ${oneOf(words)}`;
  fault(
    report,
    `${path}.${field}`,
    `is ${describe(word)}, which @settings.${where} does not have; ${meant === undefined ? known : `did you mean ${meant}?`}`,
  );
  return false;
}

function checkKfAccount({ report, path, context }: ReplyPlace, kfAccount: string): RuleReply | undefined {
  const field = `${path}.kfAccount`;
  if (!KF_ACCOUNT.test(kfAccount))
    return fault(
      report,
      field,
      `is ${describe(kfAccount)}; write at most 10 letters or digits, then @ and the account's 微信号`,
    );
  if (context.accountKind === 'mini-program')
    warn(report, field, 'is only an advice on mini programs: the team is told, and the user goes to the common queue');
  const { kfAccounts } = context;
  if (
    kfAccounts !== undefined &&
    ![...kfAccounts].some((known) => known === kfAccount || known.startsWith(`${kfAccount}@`))
  )
    warn(
      report,
      field,
      `is ${describe(kfAccount)}, which this account does not have; until it is added, the user goes to the common queue`,
    );
  return { kind: 'hand-off', kfAccount };
}

/** The reply kind that a word means, WeChat's own names included. */
export function kindNamed(value: unknown): RuleReply['kind'] | undefined {
  const word = (asText(value) ?? '').trim().toLowerCase();
  const found = Object.keys(REPLY_KINDS).find((kind) => kind === word || kind.replaceAll('-', '') === word);
  return (found ?? (Object.hasOwn(WIRE_NAMES, word) ? WIRE_NAMES[word] : undefined)) as RuleReply['kind'] | undefined;
}

const WIRE_NAMES: Record<string, RuleReply['kind']> = { msgmenu: 'menu', transfer_customer_service: 'hand-off' };
