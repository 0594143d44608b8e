import { parseCredentials } from '../../../../functions/domain/credentials.ts';
import { credentialsParameter } from '../../../../functions/env.ts';
import { ConfigError } from '../../../../functions/errors.ts';
import { type Check, type Finding, fault, found, warning } from '../check.ts';
import type { StoredCredentials } from '../patient.ts';

/** The account's parameter: there, secret, complete. */
export const credentials: Check = {
  name: 'credentials',
  about: { zh: '凭证完整', en: 'credentials are complete' },
  run: async ({ target, account, credentials: read }) => {
    const name = credentialsParameter(target.prefix, account);
    const stored = await read();
    if (!stored) return [missing(name)];
    const secure = stored.type === 'SecureString' ? [] : [notSecret(name)];
    if (!stored.fields) return [...secure, notJson(name)];
    return [...secure, ...wrongFields(account, name, stored), ...settingsOf(stored.fields)];
  },
};

const missing = (name: string): Finding =>
  fault(
    'credentials.missing',
    [`没有参数 ${name}`, `there is no parameter ${name}`],
    [
      '运行 kefu init，或核对账号名、区域和 --prefix',
      'run kefu init, or check the name of the account, the region and --prefix',
    ],
  );

const notSecret = (name: string): Finding =>
  fault(
    'credentials.not-secret',
    [
      `参数 ${name} 不是 SecureString，任何能读参数的人都看得到密钥`,
      `the parameter ${name} is no SecureString: secrets lie open`,
    ],
    ['删除后以 SecureString 重建：kefu init', 'delete it and write it again as a SecureString: kefu init'],
  );

const notJson = (name: string): Finding =>
  fault(
    'credentials.not-json',
    [`参数 ${name} 不是 JSON`, `the parameter ${name} is no JSON`],
    ['运行 kefu init 重写', 'run kefu init to write it again'],
  );

/** One finding for each field that is missing or wrong; the values are never shown. */
function wrongFields(account: string, name: string, { text }: StoredCredentials): Finding[] {
  try {
    parseCredentials(account, text);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const faults = error.message.replace(/^credentials of [^:]*: /, '').split('; ');
    return faults.map((one) =>
      fault(
        `credentials.${/^\w+/.exec(one)?.[0] ?? 'field'}`,
        [`凭证字段 ${one}`, `in the credentials, ${one}`],
        [`在参数 ${name} 中改正`, `mend it in the parameter ${name}`],
      ),
    );
  }
}

/** What works and is hardly meant to stay. */
function settingsOf(fields: NonNullable<StoredCredentials['fields']>): Finding[] {
  const { encryption, kind, wechatId, previousToken, previousEncodingAesKey } = fields;
  const modes: Record<string, 'fault' | 'warning'> = { plain: 'fault', compat: 'warning' };
  const level = modes[String(encryption)];
  return [
    ...(level
      ? [
          found(
            level,
            `credentials.mode-${String(encryption)}`,
            [`消息加密方式还是 ${String(encryption)}`, `messages travel in ${String(encryption)} mode`],
            [
              '在微信后台改为安全模式，再把 encryption 改为 safe',
              'choose 安全模式 in the WeChat console, then set encryption to safe',
            ],
          ),
        ]
      : []),
    ...(previousToken !== undefined || previousEncodingAesKey !== undefined
      ? [
          warning(
            'credentials.rotating',
            [
              '更换 Token/EncodingAESKey 尚未结束，旧的仍然有效',
              'the change of token and key is not finished; the old ones still work',
            ],
            ['微信后台保存新值后运行 kefu rotate --finish', 'when WeChat has the new ones, run kefu rotate --finish'],
          ),
        ]
      : []),
    ...(kind !== 'mini-program' && wechatId === undefined
      ? [
          warning(
            'credentials.wechatId',
            [
              '凭证没有 wechatId（公众号的微信号），客服账号必须写全名',
              'the credentials have no wechatId, so kf accounts must be written in full',
            ],
            ['把 @ 后面的微信号写入 wechatId', 'put the 微信号 after the @ into wechatId'],
          ),
        ]
      : []),
  ];
}
