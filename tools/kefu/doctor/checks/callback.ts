import { pushRequest, signedQuery } from '../../../simulator/push-request.ts';
import type { AccountSettings } from '../../../simulator/types.ts';
import { toJson, toXml } from '../../../simulator/wire.ts';
import { type Check, type Finding, fault, warning } from '../check.ts';
import type { Patient } from '../patient.ts';

const SLOW_MS = 3000;
/** Nobody has it: what the doctor pushes touches no user. */
const NOBODY = 'oKefuDoctor';
/** Not a number, by which the callback knows WeChat's own check. */
const ECHO = 'kefu-doctor';

/** The callback as WeChat uses it: the signed GET of 提交, a signed POST, and one that is forged. */
export const callback: Check = {
  name: 'callback',
  about: { zh: '回调能验证并回复', en: 'the callback verifies and answers' },
  run: async (patient) => {
    const [settings, address] = await Promise.all([patient.settings(), patient.callback()]);
    // The check of the credentials says so.
    if (!settings) return [];
    if (address === undefined) return [noAddress()];
    const now = await patient.now();
    const get = { account: settings.name, method: 'GET' as const, headers: {}, body: '' };
    const query = { ...signedQuery(settings, now), echostr: ECHO };
    const post = pushRequest(settings, NOBODY, bodyOf(settings, now), now);
    const forged = { ...post, query: { ...post.query, signature: '0'.repeat(40), msg_signature: '0'.repeat(40) } };
    const verified = await asked(patient, { ...get, query }, verifiedFaults);
    if (verified.length > 0) return verified;
    return [...(await asked(patient, post, answeredFaults)), ...(await asked(patient, forged, forgedFaults))];
  },
};

type Request = Parameters<Patient['push']>[0];
type Answered = Awaited<ReturnType<Patient['push']>>;

async function asked(patient: Patient, request: Request, judge: (answer: Answered) => Finding[]): Promise<Finding[]> {
  try {
    return judge(await patient.push(request));
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return [late ? tooLate() : unreachable(await patient.callback(), error)];
  }
}

function bodyOf(settings: AccountSettings, now: number): string {
  const fields = { ToUserName: settings.originalId, FromUserName: NOBODY, CreateTime: now, MsgType: 'event' };
  return (settings.format === 'json' ? toJson : toXml)({ ...fields, Event: 'kefu_doctor', EventKey: '' });
}

function verifiedFaults({ status, body, milliseconds }: Answered): Finding[] {
  if (status !== 200) return [refused(status)];
  if (body !== ECHO) return [wrongEcho()];
  return milliseconds > SLOW_MS ? [slow(milliseconds)] : [];
}

const answeredFaults = ({ status, milliseconds }: Answered): Finding[] => {
  if (status !== 200) return [refused(status)];
  return milliseconds > SLOW_MS ? [slow(milliseconds)] : [];
};

const forgedFaults = ({ status }: Answered): Finding[] =>
  status === 401 || status === 403 ? [] : [takesForged(status)];

const noAddress = () =>
  warning(
    'callback.no-address',
    ['部署没有输出回调地址', 'the deployment does not tell the address of the callback'],
    ['用 --url 给出', 'give it by --url'],
  );

const tooLate = () =>
  fault(
    'callback.late',
    [
      '回调 5 秒内没有回复，微信会断开并重推',
      'the callback did not answer within 5 seconds; WeChat cuts the connection and pushes again',
    ],
    ['看仪表盘上的耗时和 DynamoDB 错误', 'look at durations and DynamoDB errors on the dashboard'],
  );

const unreachable = (address: string | undefined, error: unknown) => {
  const why = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : '';
  return fault(
    'callback.unreachable',
    [`${address} 连不上：${why}`, `nothing answers at ${address}: ${why}`],
    ['核对地址、域名解析和证书', 'check the address, its DNS and its certificate'],
  );
};

const slow = (milliseconds: number) =>
  warning(
    'callback.slow',
    [`回调用了 ${milliseconds} 毫秒，微信只等 5 秒`, `the callback took ${milliseconds} ms; WeChat waits 5 seconds`],
    ['再试一次；如果总是慢，看仪表盘', 'try again; if it stays slow look at the dashboard'],
  );

const wrongEcho = () =>
  fault(
    'callback.echo',
    [
      '回调没有原样返回 echostr，微信后台提交会失败',
      'the callback does not give echostr back, so WeChat refuses the URL',
    ],
    [
      '确认地址指向 kefu-callback，前面没有改写响应的网关',
      'make sure that the address leads to kefu-callback and nothing rewrites its answers',
    ],
  );

const takesForged = (status: number) =>
  fault(
    'callback.forged',
    [
      `签名错误的请求得到 ${status}，任何人都能冒充微信`,
      `a request with a wrong signature got ${status}: anybody can pose as WeChat`,
    ],
    ['确认地址指向 kefu-callback', 'make sure that the address leads to kefu-callback'],
  );

function refused(status: number): Finding {
  const why: Record<number, [string, string]> = {
    401: [
      '签名不符：token 与参数不一致，或时钟相差 5 分钟以上',
      'the signature does not fit: another token, or clocks over 5 minutes apart',
    ],
    403: [
      '回调不认识这个账号，或凭证不完整',
      'the callback does not know the account, or its credentials are not complete',
    ],
    404: ['地址不对：应以 /callback/<账号> 结尾', 'the address is wrong: it ends in /callback/<account>'],
  };
  const cause = why[status] ?? [`回调返回 ${status}`, `the callback answered ${status}`];
  return fault(status >= 500 ? 'callback.broken' : `callback.${status}`, cause, [
    '改好后再次运行 kefu doctor；服务自身出错时看 kefu logs',
    'mend it and run kefu doctor again; if it is the service, see kefu logs',
  ]);
}
