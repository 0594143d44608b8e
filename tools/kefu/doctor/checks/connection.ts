import { type Check, type Finding, fault, warning } from '../check.ts';

/** So much of the daily quota left is little. */
const LITTLE = 0.1;

/** The way between WeChat and us, as WeChat sees it. */
export const connection: Check = {
  name: 'connection',
  about: { zh: '微信看到的网络和额度', en: 'network and quotas as WeChat sees them' },
  run: async ({ connection: ask, rights }) => {
    if ((await rights()).findings.some(({ what, ok }) => what === 'token' && !ok)) return [];
    const { callback, customSend, autoRepliesOn } = await ask();
    return [...networkOf(callback), ...quotaOf(customSend), ...(autoRepliesOn ? [consoleAnswers()] : [])];
  },
};

type Callback = NonNullable<Awaited<ReturnType<Parameters<Check['run']>[0]['connection']>>['callback']>;

function networkOf(callback: Callback | undefined): Finding[] {
  if (!callback) return [];
  const lost = callback.ping.filter(({ packageLoss }) => !['', '0%', '0.00%'].includes(packageLoss));
  return [
    ...(callback.dns.length === 0
      ? [
          fault(
            'connection.dns',
            ['微信解析不了回调域名', 'WeChat cannot resolve the name of the callback'],
            [
              '核对域名解析；服务器地址可能还没有在微信后台提交',
              'check its DNS; the server address may not be submitted in the WeChat console yet',
            ],
          ),
        ]
      : []),
    ...lost.map(({ fromOperator, packageLoss, ip }) =>
      warning(
        'connection.loss',
        [
          `${fromOperator} 到 ${ip} 丢包 ${packageLoss}`,
          `${packageLoss} of packets from ${fromOperator} to ${ip} are lost`,
        ],
        [
          '过一会再看；离中国近的区域（ap-east-1、ap-southeast-1、ap-northeast-1）更稳',
          'look again later; regions near China (ap-east-1, ap-southeast-1, ap-northeast-1) lose less',
        ],
      ),
    ),
  ];
}

function quotaOf(quota: { dailyLimit: number; remain: number } | undefined): Finding[] {
  if (!quota || quota.dailyLimit === 0 || quota.remain >= quota.dailyLimit * LITTLE) return [];
  const { remain, dailyLimit } = quota;
  const text: [string, string] = [
    `今天客服消息接口只剩 ${remain} / ${dailyLimit} 次`,
    `${remain} of ${dailyLimit} custom sends are left today`,
  ];
  const mend: [string, string] = [
    '零点恢复；每月可清零 10 次（clear_quota）',
    'it is full again at midnight; clear_quota empties it, ten times a month',
  ];
  return [(remain === 0 ? fault : warning)('connection.quota', text, mend)];
}

const consoleAnswers = () =>
  warning(
    'connection.console-replies',
    [
      '微信后台的自动回复还开着：服务器地址已提交但没有“启用”',
      'the automatic replies of the WeChat console are on: the server address is not enabled yet',
    ],
    [
      '先 kefu rules import --from-wechat，再在后台“基本配置”点启用',
      'run kefu rules import --from-wechat, then press 启用 under 基本配置 in the console',
    ],
  );
