/** All routes, by path. */
import { CUSTOM_SEND } from './custom-send.ts';
import type { Route } from './route.ts';
import { TOKEN_ROUTES } from './tokens.ts';

const ALL: Route[] = [...TOKEN_ROUTES, ...CUSTOM_SEND];

export const ROUTES: Map<string, Route> = new Map(ALL.map((route) => [route.path, route]));
