import type { ErrcodeRow } from './errcodes.ts';

/** Errcodes of calls in general: token, arguments, quotas, rights. */
export const GENERAL_ERRCODES: { readonly [errcode: number]: ErrcodeRow } = {
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
    '输入状态的 command 不正确；只能是 Typing 或 CancelTyping。',
    'The typing command is wrong; it must be Typing or CancelTyping.',
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
