/** All routes, by path. */
import { CUSTOM_SEND } from './custom-send.ts';
import { KF_ACCOUNT } from './kf-account.ts';
import { KF_SESSION } from './kf-session.ts';
import { MASS } from './mass.ts';
import { MATERIAL } from './material.ts';
import { MEDIA } from './media.ts';
import { MENU } from './menu.ts';
import { MSG_RECORD } from './msg-record.ts';
import { openApi } from './openapi.ts';
import { PEOPLE } from './people.ts';
import type { Route } from './route.ts';
import { TAGS } from './tags.ts';
import { TEMPLATE } from './template.ts';
import { TOKEN_ROUTES } from './tokens.ts';
import { TYPING } from './typing.ts';

const ALL: Route[] = [
  ...TOKEN_ROUTES,
  ...KF_ACCOUNT,
  ...KF_SESSION,
  ...MSG_RECORD,
  ...CUSTOM_SEND,
  ...TYPING,
  ...PEOPLE,
  ...TAGS,
  ...MEDIA,
  ...MATERIAL,
  ...MASS,
  ...TEMPLATE,
  ...MENU,
  ...openApi((path) => ROUTES.get(path)),
];

export const ROUTES: Map<string, Route> = new Map(ALL.map((route) => [route.path, route]));
