import type { Credentials } from '../../../functions/domain/account.ts';
import type { Words } from '../shared/language.ts';
import { callbackOf } from '../shared/outputs.ts';
import type { Target } from '../shared/target.ts';

/** What goes into the WeChat console. */
export interface Paste {
  url: string;
  token: string;
  encodingAesKey: string;
  encryption: string;
  format: 'XML' | 'JSON';
}

/** The values for the WeChat console. */
export async function pasteOf(
  target: Target,
  account: string,
  { kind, token, encodingAesKey }: Pick<Credentials, 'kind' | 'token' | 'encodingAesKey'>,
): Promise<Paste> {
  const callback = (await callbackOf(target)) ?? 'https://<api>/callback';
  const format = kind === 'mini-program' ? 'JSON' : 'XML';
  return { url: `${callback}/${account}`, token, encodingAesKey, encryption: '安全模式', format };
}

/** Where to paste them. */
export function pasteText({ url, token, encodingAesKey, encryption, format }: Paste): Words {
  const rows = [
    ['服务器地址 URL', url],
    ['令牌 Token', token],
    ['EncodingAESKey', encodingAesKey],
    ['消息加解密方式', encryption],
    ['数据格式', format],
  ].map(([name, value]) => `  ${name}  ${value}`);
  const zh = '在微信后台“设置与开发 - 基本配置 - 服务器配置”（小程序：开发管理 - 消息推送）填写，提交并启用：';
  const en =
    'Paste this in the WeChat console under 设置与开发 - 基本配置 - 服务器配置 (mini program: 开发管理 - 消息推送), submit, and press 启用:';
  return { zh: [zh, ...rows].join('\n'), en: [en, ...rows].join('\n') };
}
