/** Quotas and the network. @see 查询API调用额度, 清空api的调用quota, 网络检测, 获取微信推送服务器IP */
import { z } from 'zod';
import { chinaDay } from '../world.ts';
import { counterOf, dailyLimit } from './quotas.ts';
import { Refusal } from './refusal.ts';
import { type Call, fieldsOf, type Route } from './route.ts';
import { accountByCredentials, readJson } from './tokens.ts';

const CLEARS_PER_MONTH = 10;
/** The paths are not known in this file: the table of all routes is handed in. */
type Lookup = (path: string) => Route | undefined;

export const openApi = (lookup: Lookup): Route[] => [
  { path: '/cgi-bin/openapi/quota/get', methods: ['POST'], run: (call) => quota(call, lookup) },
  { path: '/cgi-bin/clear_quota', methods: ['POST'], run: clear },
  {
    path: '/cgi-bin/clear_quota/v2',
    methods: ['POST'],
    body: 'none',
    authenticate: (world, request) => {
      const { appid: appId = '', appsecret: secret = '' } = {
        ...Object.fromEntries(request.query),
        ...bodyOf(request),
      };
      return accountByCredentials(world, { grantType: 'client_credential', appId, secret, wrongSecret: 40125 });
    },
    run: clearAll,
  },
  { path: '/cgi-bin/callback/check', methods: ['POST'], run: check },
  { path: '/cgi-bin/getcallbackip', methods: ['GET'], run: () => ({ ip_list: ['203.0.113.64/26', '198.51.100.7'] }) },
  {
    path: '/cgi-bin/get_api_domain_ip',
    methods: ['GET'],
    run: () => ({ ip_list: ['198.51.100.20', '198.51.100.21'] }),
  },
];

const bodyOf = (request: Parameters<typeof readJson>[0]): Record<string, string> =>
  request.body.length === 0 ? {} : (readJson(request) as Record<string, string>);

function quota(call: Call, lookup: Lookup) {
  const { cgi_path } = fieldsOf(call, z.object({ cgi_path: z.string() }));
  const route = lookup(cgi_path);
  if (!route) throw new Refusal(76021);
  const daily_limit = dailyLimit(call.account, cgi_path, route.perDay);
  const { today, thisMinute } = counterOf(call.world, call.account, cgi_path);
  return {
    quota: { daily_limit, used: today, remain: Math.max(0, daily_limit - today) },
    ...(route.perMinute ? { rate_limit: { call_count: thisMinute, refresh_second: 60 } } : {}),
  };
}

function clear(call: Call): undefined {
  const { appid } = fieldsOf(call, z.object({ appid: z.string() }));
  if (appid !== call.account.settings.appId) throw new Refusal(40013);
  return clearAll(call);
}

/** Ten a month, both calls together. */
function clearAll({ world, account }: Call): undefined {
  const month = chinaDay(world.clock.now()).slice(0, 7);
  if (account.clears.month !== month) account.clears = { month, count: 0 };
  if (account.clears.count >= CLEARS_PER_MONTH) throw new Refusal(48006);
  account.clears.count++;
  account.counters = {};
}

const CHECK = z.object({ action: z.enum(['dns', 'ping', 'all']), check_operator: z.string().default('DEFAULT') });

function check(call: Call) {
  const { action, check_operator } = fieldsOf(call, CHECK);
  const operator = check_operator === 'DEFAULT' ? 'CHINANET' : check_operator;
  const ip = '127.0.0.1';
  return {
    ...(action === 'ping' ? {} : { dns: [{ ip, real_operator: operator }] }),
    ...(action === 'dns' ? {} : { ping: [{ ip, from_operator: operator, package_loss: '0%', time: '23.079ms' }] }),
  };
}
