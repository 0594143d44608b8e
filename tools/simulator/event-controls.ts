/** Controls for pushes that no person's tap makes, and for consents to notices. */
import { z } from 'zod';
import { control } from './control.ts';
import { overhear } from './overheard.ts';
import { pushEvent, pushMessage } from './pushes.ts';
import type { WireFields } from './types.ts';
import { actor } from './user-controls.ts';
import { userChanged } from './users.ts';
import { accountNamed, userNamed } from './world.ts';

const who = { account: z.string(), user: z.string() };
const leaf = z.union([z.string(), z.number()]);
const wire: z.ZodType<WireFields> = z.lazy(() => z.record(z.string(), z.union([leaf, wire, z.array(wire)])));

export const eventControls = {
  /** Any event, as WeChat would push it: `annual_renew`, `PUBLISHJOBFINISH`, one that does not exist yet. */
  push: control(
    z.object({ ...who, event: z.string().min(1), fields: wire.default({}) }),
    (world, { account: name, user, event, fields }) => {
      const account = accountNamed(world, name);
      const openId =
        account.users[user]?.openId ?? Object.values(account.users).find((one) => one.name === user)?.openId;
      return pushEvent(world, account, openId ?? user, event, fields);
    },
  ),
  /** A message of any MsgType, also one that does not exist yet. */
  pushMessage: control(
    z.object({ ...who, type: z.string().min(1), fields: wire.default({}) }),
    (world, { account: name, user, type, fields }) => {
      const account = accountNamed(world, name);
      return pushMessage(world, account, userNamed(account, user).openId, { type, fields });
    },
  ),
  /** A push that somebody else sent in WeChat's place. */
  overhear,
  /** 上报地理位置: the phone reports where it is. */
  reportLocation: control(
    z.object({ ...who, latitude: z.number(), longitude: z.number(), precision: z.number().default(40) }),
    (world, input) => {
      const [account, { openId }] = actor(world, input);
      const { latitude: Latitude, longitude: Longitude, precision: Precision } = input;
      return pushEvent(world, account, openId, 'LOCATION', { Latitude, Longitude, Precision });
    },
  ),
  /** Answer the pop-up that asks for subscribe notices. `times` -1: a long-term consent. */
  answerPopup: control(
    z.object({
      ...who,
      templates: z.array(z.string()).min(1),
      accept: z.boolean(),
      times: z.number().int().default(1),
    }),
    (world, input) => {
      const [account, user] = actor(world, input);
      for (const template of input.accept ? input.templates : [])
        user.optIns[template] = input.times === -1 ? -1 : Math.max(0, user.optIns[template] ?? 0) + input.times;
      userChanged(world, account, user);
      const SubscribeStatusString = input.accept ? 'accept' : 'reject';
      const items = input.templates.map((TemplateId) => ({ TemplateId, SubscribeStatusString, PopupScene: '2' }));
      const json = account.settings.format === 'json';
      const fields: WireFields = json ? { List: items } : { SubscribeMsgPopupEvent: { List: items } };
      return pushEvent(world, account, user.openId, 'subscribe_msg_popup_event', fields);
    },
  ),
  /** 拒收消息: the user switches messages of the account off or on. */
  refuseMessages: control(z.object({ ...who, refuses: z.boolean() }), (world, input) => {
    const [account, user] = actor(world, input);
    user.refusesMessages = input.refuses;
    userChanged(world, account, user);
  }),
  /** The user takes back the consent to the use of personal data. */
  revokeAuthorization: control(z.object(who), (world, input) => {
    const [account, { openId }] = actor(world, input);
    const fields = { OpenID: openId, AppID: account.settings.appId, RevokeInfo: '1' };
    return pushEvent(world, account, openId, 'user_authorization_revoke', fields);
  }),
};
