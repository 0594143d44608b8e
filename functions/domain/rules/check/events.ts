import type { Trigger } from '../../window.ts';
import { didYouMean } from './did-you-mean.ts';
import { shorten } from './reading.ts';
import { fault, type Report } from './report.ts';

/** What an event lets us answer. */
interface EventFacts {
  accounts: 'official' | 'mini-program' | 'all';
  /** The window it opens for custom sends, if any. */
  trigger?: Trigger;
  /** The user is gone, or is not the one who acted: no answer arrives. */
  deaf?: true;
  /** Another way to name an event that has a key. */
  needsKey?: true;
}

const OFFICIAL: EventFacts = { accounts: 'official' };
const TAPPED: EventFacts = { accounts: 'official', trigger: 'menu-click' };
const NOTICE: EventFacts = { accounts: 'all', deaf: true };

/** Events by their wire names. `SCENE:x` is ours: the code of scene x, scanned by a follower or by somebody new. */
const EVENTS: Record<string, EventFacts> = {
  subscribe: { accounts: 'official', trigger: 'follow' },
  unsubscribe: { accounts: 'official', deaf: true },
  SCAN: { accounts: 'official', trigger: 'scan' },
  SCENE: { accounts: 'official', trigger: 'scan', needsKey: true },
  LOCATION: OFFICIAL,
  CLICK: TAPPED,
  VIEW: OFFICIAL,
  view_miniprogram: OFFICIAL,
  scancode_push: TAPPED,
  scancode_waitmsg: TAPPED,
  pic_sysphoto: OFFICIAL,
  pic_photo_or_album: OFFICIAL,
  pic_weixin: OFFICIAL,
  location_select: OFFICIAL,
  user_enter_tempsession: { accounts: 'mini-program', trigger: 'enter-mini-program' },
  kf_create_session: OFFICIAL,
  kf_close_session: OFFICIAL,
  kf_switch_session: OFFICIAL,
  TEMPLATESENDJOBFINISH: NOTICE,
  MASSSENDJOBFINISH: NOTICE,
  PUBLISHJOBFINISH: NOTICE,
  subscribe_msg_popup_event: { accounts: 'all' },
  subscribe_msg_change_event: { accounts: 'all' },
  subscribe_msg_sent_event: NOTICE,
  user_info_modified: NOTICE,
  user_authorization_revoke: NOTICE,
  user_authorization_cancellation: NOTICE,
};

const NAMES = Object.keys(EVENTS);

/** What is known of an event keyword such as `CLICK:menu_kf`. */
export function eventFacts(keyword: string): EventFacts {
  return EVENTS[nameOf(keyword)] ?? OFFICIAL;
}

/** An event keyword in its exact spelling. The key is kept as typed: WeChat compares it so. */
export function readEvent(report: Report, field: string, typed: string): string | undefined {
  const [name, key] = split(typed);
  if (!Object.hasOwn(EVENTS, name)) {
    const meant = didYouMean(name, NAMES);
    const mend =
      meant === undefined
        ? `write one of ${NAMES.join(', ')}`
        : `did you mean ${meant}${key === undefined ? '' : `:${key}`}?`;
    return fault(report, field, `names the event "${shorten(name)}", which WeChat does not send; ${mend}`);
  }
  if (key === '') return fault(report, field, `has no key after the colon; write ${name} alone for every key`);
  if (key === undefined && EVENTS[name]?.needsKey) return fault(report, field, `needs a scene: ${name}:your_scene`);
  return key === undefined ? name : `${name}:${key}`;
}

function nameOf(keyword: string): string {
  return split(keyword)[0];
}

function split(typed: string): [name: string, key: string | undefined] {
  const at = typed.search(/[:：]/);
  return at < 0 ? [typed.trim(), undefined] : [typed.slice(0, at).trim(), typed.slice(at + 1).trim()];
}
