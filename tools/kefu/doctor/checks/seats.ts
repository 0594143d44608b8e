import type { KfAccount } from '../../../../functions/domain/kf-account.ts';
import type { RuleFields } from '../../rules/rules-file.ts';
import { type Check, type Finding, note, warning } from '../check.ts';

/** kf accounts: somebody is there, invitations are accepted, and what the rules name exists. */
export const seats: Check = {
  name: 'seats',
  about: { zh: '客服账号', en: 'kf accounts' },
  run: async ({ seats: list, rules, rights }) => {
    if ((await rights()).findings.some(({ what, ok }) => (what === 'kf' || what === 'token') && !ok)) return [];
    const [all, stored] = await Promise.all([list(), rules()]);
    return [...(all.length === 0 ? [nobody()] : []), ...all.flatMap(unbound), ...unknownSeats(all, stored)];
  },
};

const nobody = () =>
  note(
    'seats.none',
    ['没有客服账号，转人工后没有人能回复', 'there are no kf accounts: nobody can answer who is handed off'],
    [
      'kefu kf add <账号> <前缀> <昵称> --wechat-id <微信号>',
      'kefu kf add <account> <prefix> <nickname> --wechat-id <id>',
    ],
  );

function unbound({ kfAccount, nickname, wechatId, invitation, kfOpenId }: KfAccount): Finding[] {
  if (wechatId !== undefined || kfOpenId !== undefined) return [];
  const who = kfAccount || nickname;
  const again: [string, string] = [
    `kefu kf invite <账号> ${who} <微信号>`,
    `kefu kf invite <account> ${who} <WeChat ID>`,
  ];
  if (!invitation)
    return [
      warning(
        'seats.unbound',
        [`${who} 没有绑定微信，也没有邀请`, `${who} is bound to nobody and nobody is invited`],
        again,
      ),
    ];
  if (invitation.status === 'waiting')
    return [
      note(
        'seats.invited',
        [`${who} 的邀请还没有接受`, `the invitation to ${who} is not accepted yet`],
        ['请对方在微信里接受', 'ask them to accept it in WeChat'],
      ),
    ];
  const status = invitation.status === 'rejected' ? ['被拒绝', 'was rejected'] : ['已过期', 'has expired'];
  return [
    warning(
      `seats.${invitation.status}`,
      [`${who} 的邀请${status[0]}`, `the invitation to ${who} ${status[1]}`],
      again,
    ),
  ];
}

/** kf accounts that rules and groups name and WeChat does not have. */
function unknownSeats(all: readonly KfAccount[], stored: readonly RuleFields[]): Finding[] {
  const known = new Set(all.flatMap(({ kfAccount }) => [kfAccount, kfAccount.split('@')[0] ?? '']));
  const named = stored.flatMap((rule) => (rule.id === '@settings' ? settled(rule) : replied(rule)));
  return named
    .filter(({ seat }) => !known.has(seat))
    .map(({ seat, id }) =>
      warning(
        'seats.unknown',
        [`${id} 提到的客服账号 ${seat} 不存在`, `${id} names the kf account ${seat}, which does not exist`],
        ['改正名称，或用 kefu kf add 创建', 'mend the name, or make it by kefu kf add'],
      ),
    );
}

const replied = ({ id, reply }: RuleFields) =>
  (Array.isArray(reply) ? reply : [reply]).flatMap((one: unknown) => {
    const seat = (one as { kfAccount?: unknown } | null)?.kfAccount;
    return typeof seat === 'string' ? [{ id, seat }] : [];
  });

function settled({ id, groups, agents }: RuleFields) {
  const grouped = Object.values((groups ?? {}) as Record<string, unknown>).flatMap((list) =>
    Array.isArray(list) ? list : [list],
  );
  return [...grouped, ...Object.keys((agents ?? {}) as object)].map((seat) => ({ id, seat: String(seat) }));
}
