import type { ErrcodeRow } from './errcodes.ts';

/** Errcodes of the customer-service calls: 614xx of the older API, 654xx of today's. */
export const KF_ERRCODES: { readonly [errcode: number]: ErrcodeRow } = {
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
};
