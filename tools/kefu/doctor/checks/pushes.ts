import { invoke } from '../../shared/invoke.ts';
import { type Check, type Finding, fault, note, warning } from '../check.ts';
import type { Patient } from '../patient.ts';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** Whether WeChat ever pushed; and if not, where the messages go. WeChat tells nobody that, so it is concluded. */
export const pushes: Check = {
  name: 'pushes',
  about: { zh: '收到过微信的消息', en: 'WeChat has pushed messages' },
  run: async (patient) => {
    const users = (await patient.items('conversations')).filter(({ openId }) => openId?.S !== 'oKefuDoctor');
    if (users.length > 0) return [];
    const isMiniProgram = (await patient.settings())?.kind === 'mini-program';
    if (!isMiniProgram && (await chattedElsewhere(patient))) return [elsewhere()];
    const verified = (await patient.items('accounts')).find(({ id }) => id?.S === 'server-address')?.verifiedAt?.N;
    if (verified === undefined) return [notSubmitted()];
    if ((await patient.now()) - Number(verified) < HOUR_SECONDS) return [tryIt()];
    return isMiniProgram ? [cloudFunctions(), thirdParty()] : [notEnabled(), thirdParty()];
  },
};

/** Agents and users talked within a day: so there were messages, and they went past us. */
async function chattedElsewhere({ target, account, now, rights }: Patient): Promise<boolean> {
  if ((await rights()).findings.some(({ what, ok }) => (what === 'kf' || what === 'token') && !ok)) return false;
  const to = await now();
  const fields = { account, from: to - DAY_SECONDS, to };
  const { records } = await invoke<{ records: object[] }>(target, 'admin-kf', 'records', fields);
  return records.length > 0;
}

const elsewhere = (): Finding =>
  fault(
    'pushes.elsewhere',
    [
      '客服有聊天记录，但没有一条消息推送到这里：服务器地址没有启用，或消息权限授权给了第三方平台',
      'agents talked with users, and no message arrived here: the server address is not enabled, or a third-party platform has the right to messages',
    ],
    [
      '后台“基本配置”点启用；“第三方平台授权”里取消占用“消息与客服”权限的平台',
      'press 启用 under 基本配置; under 授权管理 take the right 消息管理 from the third-party platform',
    ],
  );

const notSubmitted = (): Finding =>
  note(
    'pushes.not-submitted',
    ['微信还没有验证过服务器地址', 'WeChat has not checked the server address yet'],
    ['在微信后台提交：kefu init 会显示要填写的内容', 'submit it in the WeChat console: kefu init shows what to paste'],
  );

const tryIt = (): Finding =>
  note(
    'pushes.none',
    ['服务器地址已验证，还没有收到过消息', 'the server address is verified, and no message has arrived yet'],
    ['给账号发一条消息试试', 'write to the account'],
  );

const notEnabled = (): Finding =>
  warning(
    'pushes.not-enabled',
    [
      '服务器地址已提交并验证，但一条消息也没有收到：可能没有点“启用”',
      'the server address was submitted and verified, and no message arrived: it may not be enabled',
    ],
    ['后台“基本配置 - 服务器配置”点启用', 'press 启用 under 基本配置 - 服务器配置 in the console'],
  );

const cloudFunctions = (): Finding =>
  warning(
    'pushes.cloud-functions',
    [
      '消息推送地址已验证，但一条消息也没有收到：推送可能选了云函数',
      'the address is verified, and no message arrived: the mini program may push to cloud functions',
    ],
    [
      '小程序后台“开发管理 - 消息推送”选择 URL，不要选云函数；云开发控制台里删除客服消息的推送',
      'choose the URL, not 云函数, under 开发管理 - 消息推送; remove the push of 客服消息 in the cloud console',
    ],
  );

const thirdParty = (): Finding =>
  note(
    'pushes.third-party',
    [
      '如果把“客服与消息”权限授权给了第三方平台，消息只推送给它',
      'if a third-party platform was given the right to messages, WeChat pushes to it alone',
    ],
    [
      '后台“第三方授权 / 第三方设置”里取消该平台的消息权限',
      'take the right to messages from it under 第三方设置 (授权管理) in the console',
    ],
  );
