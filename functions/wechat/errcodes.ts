import { GENERAL_ERRCODES } from './errcodes-general.ts';
import { KF_ERRCODES } from './errcodes-kf.ts';

/**
 * What WeChat's errcodes mean for whoever made the call. Not for the callback: nothing it loads imports this file.
 *
 * @see 全局返回码说明, and the error codes of each customer-service call
 */

/**
 * What helps against an errcode.
 * - `retry`: the same call a little later.
 * - `token`: a fresh access token, once.
 * - `caller`: another call; the same one fails again.
 * - `quota`: time, or an act of the user.
 * - `administrator`: somebody with rights in the WeChat console, or over the account's configuration.
 * - `state`: looking at how things stand; often what was asked for is so already.
 */
export type ErrcodeClass = 'retry' | 'token' | 'caller' | 'quota' | 'administrator' | 'state';

/** What an errcode means, and what to do, for people. */
export interface ErrcodeMeaning {
  class: ErrcodeClass;
  zh: string;
  en: string;
}

/** Class, Chinese sentence, English sentence. */
export type ErrcodeRow = readonly [ErrcodeClass, string, string];

const TABLE: { readonly [errcode: number]: ErrcodeRow } = { ...GENERAL_ERRCODES, ...KF_ERRCODES };

/** Every errcode with a meaning of its own here. */
export const ERRCODES: readonly number[] = Object.keys(TABLE).map(Number);

/** What an errcode means. One that is not listed is the caller's: repeating it is not known to help. */
export function meaningOf(errcode: number): ErrcodeMeaning {
  const [kind, zh, en] = TABLE[errcode] ?? unlisted(errcode);
  return { class: kind, zh, en };
}

function unlisted(errcode: number): ErrcodeRow {
  const zh = `微信返回了未收录的错误码 ${errcode}；请在微信文档“全局返回码”中查询。`;
  return ['caller', zh, `WeChat answered ${errcode}, which is not listed here; look it up in WeChat's documentation.`];
}
