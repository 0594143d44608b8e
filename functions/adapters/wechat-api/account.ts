import type { AccountApi, ApiQuota, CallbackCheck } from '../../ports/account-api.ts';
import { type Fields, fieldsIn, listIn, numberIn, optional, textIn } from './answer.ts';
import type { WeChatClient } from './client.ts';

const CHECK_TIMEOUT_SECONDS = 30;

/** @see 查询API调用额度, 网络检测 and 获取微信服务器IP地址 in the documentation */
export function createAccountApi(client: WeChatClient): AccountApi {
  const get = (account: string, path: string) => client.call(account, { path: `/cgi-bin/${path}`, repeatable: true });
  const post = (account: string, path: string, json: Record<string, unknown>, repeatable = true) =>
    client.call(account, { path: `/cgi-bin/${path}`, json, repeatable, timeoutSeconds: CHECK_TIMEOUT_SECONDS });
  return {
    quota: async (account, path) => quotaFrom(await post(account, 'openapi/quota/get', { cgi_path: path })),
    clearQuota: async (account, appId) => {
      await post(account, 'clear_quota', { appid: appId }, false);
    },
    checkCallback: async (account, operator) =>
      checkFrom(await post(account, 'callback/check', { action: 'all', check_operator: operator })),
    callbackAddresses: async (account) => addressesIn(await get(account, 'getcallbackip')),
    apiAddresses: async (account) => addressesIn(await get(account, 'get_api_domain_ip')),
  };
}

function addressesIn(fields: Fields): string[] {
  const list = fields.ip_list;
  return Array.isArray(list) ? list.filter((address): address is string => typeof address === 'string') : [];
}

function quotaFrom(fields: Fields): ApiQuota {
  const quota = fieldsIn(fields, 'quota');
  const rate = fieldsIn(fields, 'rate_limit');
  const calls = numberIn(rate, 'call_count');
  const refreshSeconds = numberIn(rate, 'refresh_second') ?? 0;
  return {
    dailyLimit: numberIn(quota, 'daily_limit') ?? 0,
    used: numberIn(quota, 'used') ?? 0,
    remain: numberIn(quota, 'remain') ?? 0,
    ...optional('rateLimit', calls === undefined ? undefined : { calls, refreshSeconds }),
  };
}

function checkFrom(fields: Fields): CallbackCheck {
  const text = (item: Fields, name: string) => textIn(item, name) ?? '';
  return {
    dns: listIn(fields, 'dns').map((item) => ({ ip: text(item, 'ip'), operator: text(item, 'real_operator') })),
    ping: listIn(fields, 'ping').map((item) => ({
      ip: text(item, 'ip'),
      fromOperator: text(item, 'from_operator'),
      packageLoss: text(item, 'package_loss'),
      time: text(item, 'time'),
    })),
  };
}
