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
const TABLE: { readonly [errcode: number]: readonly [ErrcodeClass, string, string] } = {
  [-1]: ['retry', '微信系统繁忙，稍后会自动重试。', 'WeChat is busy; it is tried again by itself.'],
  40001: [
    'token',
    'access_token 无效或已不是最新；系统会刷新一次。若在获取 token 时出现，请核对 AppSecret。',
    'The access token is invalid or not the newest; it is refreshed once. When fetching the token itself, check the AppSecret.',
  ],
  40002: [
    'administrator',
    'grant_type 不正确；请升级本系统，并核对账号凭证。',
    "The grant_type is wrong; update this software and check the account's credentials.",
  ],
  40003: [
    'caller',
    'OpenID 无效或属于其他账号；请使用该账号推送来的 OpenID。',
    "The OpenID is invalid or another account's; use one that was pushed to this account.",
  ],
  40005: [
    'caller',
    '文件类型不支持；头像请用 JPG，素材请看接口允许的格式。',
    'The file type is not accepted; use JPG for an avatar, for media a type the call allows.',
  ],
  40007: [
    'caller',
    'media_id 无效或已过期；请重新上传该素材。',
    'The media id is invalid or expired; upload the file again.',
  ],
  40009: [
    'caller',
    '文件过大；请压缩后再上传（头像不超过 5 MB）。',
    'The file is too large; make it smaller (an avatar has at most 5 MB).',
  ],
  40013: [
    'administrator',
    'AppID 不正确；请与微信公众平台的“基本配置”核对 appId。',
    "The AppID is wrong; compare appId with the console's basic configuration.",
  ],
  40014: [
    'token',
    'access_token 格式不正确；系统会刷新一次后重试。',
    'The access token is malformed; it is refreshed once and the call repeated.',
  ],
  40033: [
    'caller',
    '请求正文含有 \\uXXXX 转义等非法字符；请删除特殊字符后重试。',
    'The body holds illegal characters such as \\uXXXX escapes; remove special characters from the text.',
  ],
  40035: ['caller', '参数不合法；请检查各字段的取值。', 'An argument is not allowed; check the value of every field.'],
  40066: ['caller', '接口路径不正确；请升级本系统。', 'The path of the call is wrong; update this software.'],
  40097: ['caller', '参数不正确；请检查各字段的取值。', 'An argument is wrong; check the value of every field.'],
  40125: [
    'administrator',
    'AppSecret 不正确；请在微信公众平台重置后写入凭证。',
    'The AppSecret is wrong; reset it in the WeChat console and store the new one.',
  ],
  40164: [
    'administrator',
    '调用 IP 不在白名单；请把本系统的出口 IP 加入“IP 白名单”。',
    "The calling address is not whitelisted; add this deployment's egress address to the API IP whitelist.",
  ],
  40243: [
    'administrator',
    'AppSecret 已被冻结；请管理员在微信公众平台解冻。',
    'The AppSecret is frozen; an administrator has to unfreeze it in the WeChat console.',
  ],
  41001: [
    'caller',
    '请求缺少 access_token；请先为该账号写入凭证并刷新 token。',
    "The call carried no access token; store the account's credentials and refresh the token.",
  ],
  41002: [
    'administrator',
    '缺少 AppID；请在凭证中填写 appId。',
    'The AppID is missing; put appId into the credentials.',
  ],
  41004: [
    'administrator',
    '缺少 AppSecret；请在凭证中填写 appSecret。',
    'The AppSecret is missing; put appSecret into the credentials.',
  ],
  42001: [
    'token',
    'access_token 已过期；系统会刷新一次后重试。',
    'The access token has expired; it is refreshed once and the call repeated.',
  ],
  43001: ['caller', '该接口只接受 GET 请求；请升级本系统。', 'The call must be a GET; update this software.'],
  43002: ['caller', '该接口只接受 POST 请求；请升级本系统。', 'The call must be a POST; update this software.'],
  43004: ['quota', '用户未关注该账号；请等用户重新关注。', 'The user does not follow the account; wait until they do.'],
  44002: ['caller', '请求正文为空；请填写内容后重试。', 'The body is empty; give the call its content.'],
  45002: [
    'caller',
    '消息内容过长；请缩短到 2048 字节以内或分多条发送。',
    'The content is too long; keep it within 2,048 bytes or send it in parts.',
  ],
  45008: ['caller', '图文数量超限；客服消息只能发送 1 篇图文。', 'Too many articles; a custom send takes one.'],
  45009: [
    'quota',
    '接口调用次数已达上限；请等次日，或在微信公众平台清零。',
    'The call quota is used up; wait for the next day, or clear it in the WeChat console.',
  ],
  45011: ['retry', '调用过于频繁；请等 60 秒后重试。', 'Called too often; try again after 60 seconds.'],
  45015: [
    'quota',
    '回复时限已过或用户已取消关注；需等用户再次发消息。',
    'The reply window is over or the user left; wait for the user to write again.',
  ],
  45047: [
    'quota',
    '本次窗口的客服消息条数已用完；需等用户再次互动。',
    "The window's messages are used up; wait for the user to act again.",
  ],
  45072: [
    'caller',
    '输入状态的 command 只能是 Typing 或 CancelTyping。',
    'The typing command must be Typing or CancelTyping.',
  ],
  45080: [
    'quota',
    '最近 30 秒内与用户没有互动，不能显示输入状态；请等用户发消息。',
    'No interaction in the last 30 seconds, so typing cannot show; wait for the user to write.',
  ],
  45081: ['state', '已在显示输入状态，无需处理。', 'Typing shows already; nothing is to be done.'],
  45162: [
    'caller',
    '消息类型不正确；转接客服只能作为被动回复。',
    'The message type is invalid; a transfer can only be a passive reply.',
  ],
  47001: [
    'caller',
    '无法解析请求正文；请检查是否为合法 JSON。',
    'The body cannot be parsed; check that it is valid JSON.',
  ],
  48001: [
    'administrator',
    '该账号没有此接口权限；请完成微信认证并确认权限已开通。',
    'The account has no right to this API; verify the account and see that the right is granted.',
  ],
  48002: [
    'quota',
    '用户已关闭接收消息；请等用户重新打开。',
    'The user switched receiving off; wait until they switch it on.',
  ],
  48004: [
    'administrator',
    '接口已被封禁；请管理员登录微信公众平台查看原因。',
    'The API is banned for this account; an administrator finds the reason in the WeChat console.',
  ],
  48006: [
    'quota',
    '本月清零次数已用完；请等下个月。',
    "This month's quota clearings are used up; wait for the next month.",
  ],
  50002: [
    'administrator',
    '账号功能受限；请管理员登录微信公众平台查看原因。',
    'The account is restricted; an administrator finds the reason in the WeChat console.',
  ],
  50004: [
    'administrator',
    '账号被禁止使用 token 接口；请管理员登录微信公众平台处理。',
    'The account may not use the token API; an administrator has to settle it in the WeChat console.',
  ],
  50005: ['quota', '用户未关注该账号；请等用户重新关注。', 'The user does not follow the account; wait until they do.'],
  50007: [
    'administrator',
    '账号已被冻结；请管理员登录微信公众平台处理。',
    'The account is frozen; an administrator has to settle it in the WeChat console.',
  ],
  61450: ['retry', '客服系统错误，稍后会自动重试。', 'The kf system failed; it is tried again by itself.'],
  61451: [
    'caller',
    '客服接口参数不正确；请检查各字段的取值。',
    'An argument of the kf call is wrong; check the value of every field.',
  ],
  61452: [
    'caller',
    '客服账号不正确；请使用“前缀@微信号”的完整账号。',
    'The kf account is wrong; use the whole prefix@wechatId.',
  ],
  61453: ['state', '客服账号已存在；请用 list 核对。', 'The kf account exists already; check it with list.'],
  61454: [
    'caller',
    '客服账号名过长；前缀最多 10 个字符。',
    "The kf account's name is too long; its prefix takes 10 characters.",
  ],
  61455: [
    'caller',
    '客服账号名含非法字符；前缀只能用字母、数字和下划线。',
    "The kf account's name has illegal characters; use letters, digits and underscores.",
  ],
  61456: [
    'quota',
    '客服账号数已达上限（旧接口为 10 个）；请先删除不用的账号。',
    'The number of kf accounts is at its limit (10 in the older API); remove unused ones first.',
  ],
  61457: ['caller', '头像文件类型不正确；请使用 JPG 图片。', "The avatar's file type is wrong; use a JPG picture."],
  61458: ['state', '用户正由其他客服接待；请用 session 查看。', 'Another agent serves the user; look with session.'],
  61459: ['state', '客服不在线；请等其上线或换一位客服。', 'The agent is offline; wait for them or choose another.'],
  65400: [
    'administrator',
    '客服功能未开通或刚开通尚未生效；请在微信公众平台启用客服功能后等待。',
    'The kf feature is not enabled, or not active yet; enable it in the WeChat console and wait a little.',
  ],
  65401: [
    'caller',
    '客服账号无效；请先添加该账号，并使用“前缀@微信号”。',
    'The kf account is invalid; add it first, and use prefix@wechatId.',
  ],
  65402: [
    'administrator',
    '客服账号尚未绑定微信号；请邀请客服并让其在微信中接受。',
    'The kf account is not bound to a WeChat; invite the agent and let them accept in WeChat.',
  ],
  65403: [
    'caller',
    '客服昵称不合法；请改用不超过 16 个字符的昵称。',
    'The nickname is not allowed; choose one of at most 16 characters.',
  ],
  65404: [
    'caller',
    '客服账号不合法；前缀最多 10 个字母、数字或下划线。',
    'The kf account is not allowed; its prefix takes at most 10 letters, digits or underscores.',
  ],
  65405: [
    'quota',
    '客服账号数已达上限；请先删除不用的账号。',
    'The number of kf accounts is at its limit; remove unused ones first.',
  ],
  65406: [
    'state',
    '客服账号已存在；核对列表后视为添加成功。',
    'The kf account exists already; after a look at the list, adding it is done.',
  ],
  65407: [
    'state',
    '该微信号已是本账号的客服，无需再邀请。',
    'That WeChat is an agent of this account already; no invitation is needed.',
  ],
  65408: [
    'state',
    '已邀请过该微信号；请等其在微信中接受。',
    'That WeChat was invited already; wait until they accept.',
  ],
  65409: ['caller', '微信号无效；请核对客服本人的微信号。', "The WeChat ID is invalid; check the agent's own ID."],
  65410: [
    'quota',
    '该微信号绑定的客服账号过多；请先解绑或换一个微信号。',
    'That WeChat is bound to too many accounts; unbind one or invite another.',
  ],
  65411: [
    'state',
    '该客服账号已有待接受的邀请；请等对方处理或等邀请过期。',
    'The kf account has an invitation pending; wait until it is answered or expires.',
  ],
  65412: ['state', '该客服账号已绑定微信号，无需再邀请。', 'The kf account is bound already; no invitation is needed.'],
  65413: [
    'state',
    '该用户没有进行中的会话；关闭操作视为已完成。',
    'The user has no session; closing it counts as done.',
  ],
  65414: [
    'state',
    '用户正由其他客服接待；请先关闭该会话。',
    'Another agent serves the user; close that session first.',
  ],
  65415: ['state', '客服不在线；请等其上线或换一位客服。', 'The agent is offline; wait for them or choose another.'],
  65416: [
    'caller',
    '查询参数不合法；请检查起止时间（单位为秒）和分页参数。',
    'A query parameter is not allowed; check times (in seconds) and paging.',
  ],
  65417: ['caller', '查询时间跨度过长；请缩短到 24 小时以内。', 'The time span is too long; keep it within 24 hours.'],
  89501: [
    'administrator',
    '调用 IP 未在白名单，正等待管理员确认；请管理员在微信中确认。',
    'The token call came from an unlisted address and waits for an administrator; let them confirm it in WeChat.',
  ],
  89503: [
    'administrator',
    '调用 IP 需要管理员确认；请管理员在微信中确认，或把出口 IP 加入白名单。',
    "The calling address needs an administrator's confirmation; confirm it in WeChat, or whitelist the egress address.",
  ],
  89506: [
    'administrator',
    '管理员拒绝了该 IP，24 小时内不能调用；请把出口 IP 加入白名单。',
    'An administrator refused this address for 24 hours; add the egress address to the whitelist.',
  ],
  89507: [
    'administrator',
    '管理员拒绝了该 IP，1 小时内不能调用；请把出口 IP 加入白名单。',
    'An administrator refused this address for an hour; add the egress address to the whitelist.',
  ],
};

/** Every errcode with a meaning of its own here. */
export const ERRCODES: readonly number[] = Object.keys(TABLE).map(Number);

/** What an errcode means. One that is not listed is the caller's: repeating it is not known to help. */
export function meaningOf(errcode: number): ErrcodeMeaning {
  const [kind, zh, en] = TABLE[errcode] ?? unlisted(errcode);
  return { class: kind, zh, en };
}

function unlisted(errcode: number): readonly [ErrcodeClass, string, string] {
  const zh = `微信返回了未收录的错误码 ${errcode}；请在微信文档“全局返回码”中查询。`;
  return ['caller', zh, `WeChat answered ${errcode}, which is not listed here; look it up in WeChat's documentation.`];
}
