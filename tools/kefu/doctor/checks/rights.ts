import { type Check, type Finding, fault, warning } from '../check.ts';

const LACKS: Record<string, [string, string]> = {
  kf: [
    '不能用客服接口：没有认证，或没有开通客服功能',
    'no customer service: the account is not verified, or 客服 is not switched on',
  ],
  customSend: ['不能发客服消息', 'no custom sends'],
  menu: ['不能用自定义菜单接口', 'no menu by API'],
  material: ['不能存永久素材', 'no permanent material'],
};

/** What WeChat lets the account do. */
export const rights: Check = {
  name: 'rights',
  about: { zh: '接口权限', en: 'rights of the account' },
  run: async ({ rights: probe }) => {
    const { findings } = await probe();
    return findings.filter(({ ok, what }) => !ok && what !== 'token').map(lacking);
  },
};

function lacking({
  what,
  message = '',
  hint = '',
  errcode,
}: {
  what: string;
  message?: string;
  hint?: string;
  errcode?: number;
}): Finding {
  const isRight = errcode === 48001 || errcode === 65400 || errcode === 48004 || errcode === 50002;
  const [zh, en] = LACKS[what] ?? [what, what];
  const level = what === 'kf' || what === 'customSend' ? fault : warning;
  const mend: [string, string] =
    what === 'kf'
      ? [
          '认证公众号并在后台“功能-客服”开通；不打算用人工时可以忽略',
          'verify the account and switch 客服 on in the console; ignore it if no humans answer',
        ]
      : ['认证账号后才有；规则会避开它', 'a verified account has it; the rules do without it'];
  if (isRight) return level(`rights.${what}`, [`${zh}（${errcode}）`, `${en} (${errcode})`], mend);
  return fault(
    `rights.probe-${what}`,
    [`${zh}？${message}`, `${what} could not be looked at: ${message}`],
    [hint || '稍后再试', hint || 'try again later'],
  );
}
