/** Controls for what users do. */
import { z } from 'zod';
import { control } from './control.ts';
import { sendMessage } from './inbound.ts';
import { addMedia } from './media-store.ts';
import { tapMenu } from './menu-taps.ts';
import type { AccountState, ChatContent, Media, User } from './types.ts';
import * as users from './users.ts';
import { accountNamed, ControlError, userNamed, type World } from './world.ts';

const account = z.string();
/** Who acts: OpenID or name. */
const who = { account, user: z.string() };

/** The account and the user that an input names. */
export function actor(world: World, input: { account: string; user: string }): [AccountState, User] {
  const found = accountNamed(world, input.account);
  return [found, userNamed(found, input.user)];
}

const send = (world: World, input: { account: string; user: string }, content: ChatContent) =>
  sendMessage(world, ...actor(world, input), content);

const place = {
  latitude: z.number().default(23.134521),
  longitude: z.number().default(113.358803),
  scale: z.number().default(20),
  label: z.string().default('广州市海珠区新港中路'),
};
const file = { file: z.base64().default(''), contentType: z.string().optional() };

/** Items of a menu message, or links of that form in a text. */
function menuItemsOf(content: ChatContent): { id: string; content: string }[] {
  if (content.kind === 'menu') return content.items;
  const links = content.kind === 'text' ? content.text.matchAll(/weixin:\/\/bizmsgmenu\?([^"'\s>]+)/g) : [];
  return [...links].map(([, query]) => {
    const search = new URLSearchParams(query);
    return { id: search.get('msgmenuid') ?? '', content: search.get('msgmenucontent') ?? '' };
  });
}

/** A file a user sends becomes temporary material that media/get can fetch. */
function sent(
  world: World,
  name: string,
  type: Media['type'],
  { file: base64, contentType }: z.output<z.ZodObject<typeof file>>,
) {
  const found = accountNamed(world, name);
  const usual = { image: 'image/png', voice: 'audio/amr', video: 'video/mp4' }[type as 'image'];
  return addMedia(world, found, {
    type,
    name: `sent.${type}`,
    contentType: contentType ?? usual,
    bytes: Buffer.from(base64, 'base64'),
    temporary: true,
  }).mediaId;
}

export const userControls = {
  create: control(
    z.object({
      account,
      name: z.string().min(1).max(64),
      openId: z.string().optional(),
      unionId: z.string().optional(),
      following: z.boolean().optional(),
    }),
    (world, input) => ({ ...users.createUser(world, accountNamed(world, input.account), input) }),
  ),
  get: control(z.object(who), (world, input) => structuredClone(actor(world, input)[1])),
  follow: control(z.object({ ...who, scene: z.string().optional() }), (world, input) =>
    users.follow(world, ...actor(world, input), input.scene),
  ),
  unfollow: control(z.object(who), (world, input) => users.unfollow(world, ...actor(world, input))),
  scan: control(z.object({ ...who, scene: z.string() }), (world, input) =>
    users.scan(world, ...actor(world, input), input.scene),
  ),
  enter: control(z.object({ ...who, sessionFrom: z.string().default('') }), (world, input) =>
    users.enterMiniProgram(world, ...actor(world, input), input.sessionFrom),
  ),
  /** Type a text; `article` when it is written under an article of the account. */
  type: control(
    z.object({
      ...who,
      text: z.string().min(1),
      article: z.object({ messageDataId: z.string(), index: z.number().int().min(1) }).optional(),
    }),
    (world, { text, article, ...input }) => send(world, input, { kind: 'text', text, ...(article ? { article } : {}) }),
  ),
  /** Tap a button of the menu under the chat, by its name or key. */
  tapMenu: control(
    z.object({
      ...who,
      button: z.string(),
      scanResult: z.string().default('https://example.com/scanned'),
      pictures: z.number().int().min(1).max(9).default(1),
      ...place,
    }),
    (world, { button, scanResult, pictures, latitude, longitude, scale, label, ...input }) => {
      const location = { kind: 'location' as const, latitude, longitude, scale, label };
      return tapMenu(world, ...actor(world, input), button, { scanResult, pictures, location });
    },
  ),
  /** Tap an item of the last menu message on the phone that has it. */
  tapMenuItem: control(z.object({ ...who, id: z.string() }), (world, input) => {
    const [, user] = actor(world, input);
    const items = user.chat.flatMap(({ content }) => menuItemsOf(content));
    const item = items.findLast(({ id }) => id === input.id);
    if (!item) throw new ControlError(`id: no menu message in the chat has an item ${input.id}`);
    return send(world, input, { kind: 'text', text: item.content, menuItemId: item.id });
  }),
  sendImage: control(z.object({ ...who, ...file }), (world, input) =>
    send(world, input, { kind: 'image', mediaId: sent(world, input.account, 'image', input) }),
  ),
  sendVoice: control(
    z.object({ ...who, ...file, recognition: z.string().default(''), seconds: z.number().default(3) }),
    (world, input) =>
      send(world, input, {
        kind: 'voice',
        mediaId: sent(world, input.account, 'voice', input),
        seconds: input.seconds,
        recognition: input.recognition,
      }),
  ),
  sendVideo: control(z.object({ ...who, ...file, short: z.boolean().default(false) }), (world, input) =>
    send(world, input, {
      kind: input.short ? 'short-video' : 'video',
      mediaId: sent(world, input.account, 'video', input),
    }),
  ),
  sendLocation: control(z.object({ ...who, ...place }), (world, input) => {
    const { latitude, longitude, scale, label } = input;
    return send(world, input, { kind: 'location', latitude, longitude, scale, label });
  }),
  sendLink: control(
    z.object({ ...who, title: z.string(), description: z.string().default(''), url: z.string() }),
    (world, input) => {
      const { title, description, url } = input;
      return send(world, input, { kind: 'link', title, description, url });
    },
  ),
  sendFile: control(
    z.object({ ...who, title: z.string(), description: z.string().default(''), sizeBytes: z.number().default(1024) }),
    (world, input) => {
      const { title, description, sizeBytes } = input;
      return send(world, input, { kind: 'file', title, description, sizeBytes });
    },
  ),
  sendSticker: control(z.object(who), (world, input) => send(world, input, { kind: 'sticker' })),
  sendMiniProgramPage: control(z.object({ ...who, title: z.string(), pagePath: z.string() }), (world, input) => {
    const [{ settings }] = actor(world, input);
    const { title, pagePath } = input;
    const thumbMediaId = sent(world, input.account, 'image', { file: '', contentType: undefined });
    return send(world, input, { kind: 'mini-program-page', title, pagePath, appId: settings.appId, thumbMediaId });
  }),
};
