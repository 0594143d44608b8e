import { confirm, isCancel, password, select, text } from '@clack/prompts';
import { cancelled, isInteractive } from '../shared/asking.ts';
import { Failure } from '../shared/failure.ts';
import type { Words } from '../shared/language.ts';
import type { Output } from '../shared/output.ts';

/** What set-up has to know; each may come as an option. */
export interface InitOptions {
  kind?: string;
  verified?: boolean;
  appId?: string;
  appSecret?: string;
  originalId?: string;
  wechatId?: string;
  rules?: string;
  menu?: string;
  /** Minutes to wait for WeChat's check of the server address. */
  wait?: number;
  fromWechat?: boolean;
  withoutFixedAddress?: boolean;
  yes?: boolean;
}

export interface Answers {
  kind: 'service' | 'subscription' | 'mini-program';
  verified: boolean;
  appId: string;
  appSecret: string;
  originalId: string;
  wechatId?: string;
}

interface Question {
  option: string;
  words: Words;
  pattern: RegExp;
  mend: Words;
}

const QUESTIONS: Record<'appId' | 'appSecret' | 'originalId' | 'wechatId', Question> = {
  appId: {
    option: '--app-id',
    words: { zh: 'AppID（设置与开发 - 基本配置）', en: 'AppID (设置与开发 - 基本配置)' },
    pattern: /^wx[0-9a-z]{1,30}$/i,
    mend: { zh: 'AppID 以 wx 开头', en: 'an AppID begins with wx' },
  },
  appSecret: {
    option: '--app-secret or KEFU_APP_SECRET',
    words: { zh: 'AppSecret（只在这里输入，不会显示）', en: 'AppSecret (typed here only, never shown)' },
    pattern: /^\S{8,}$/,
    mend: { zh: 'AppSecret 是 32 位字母数字', en: 'an AppSecret has 32 letters and digits' },
  },
  originalId: {
    option: '--original-id',
    words: { zh: '原始 ID（公众号设置，gh_ 开头）', en: 'original id (公众号设置, begins with gh_)' },
    pattern: /^gh_\w+$/,
    mend: { zh: '原始 ID 以 gh_ 开头', en: 'an original id begins with gh_' },
  },
  wechatId: {
    option: '--wechat-id',
    words: {
      zh: '微信号（公众号设置；客服账号 @ 后面的部分）',
      en: '微信号 (公众号设置; what follows the @ of kf accounts)',
    },
    pattern: /^[\w-]{1,64}$/,
    mend: { zh: '微信号只有字母、数字、- 和 _', en: 'a 微信号 has letters, digits, - and _ only' },
  },
};

const KINDS = ['service', 'subscription', 'mini-program'] as const;

/** The answers, from options and, where a person is there, from questions. @throws Failure naming every option that is missing */
export async function readAnswers(output: Output, given: InitOptions, secret: string | undefined): Promise<Answers> {
  const options = { ...given, appSecret: secret ?? given.appSecret };
  const kind = KINDS.find((one) => one === options.kind) ?? (await askKind(output, options.kind));
  const wanted =
    kind === 'mini-program'
      ? (['appId', 'appSecret', 'originalId'] as const)
      : (['appId', 'appSecret', 'originalId', 'wechatId'] as const);
  if (!isInteractive(output)) refuseMissing(wanted.filter((name) => options[name] === undefined));
  const found: Record<string, string> = {};
  for (const name of wanted) found[name] = await answer(output, name, options[name]);
  const verified = options.verified ?? (await askVerified(output, kind));
  return { kind, verified, ...(found as Pick<Answers, 'appId' | 'appSecret' | 'originalId' | 'wechatId'>) };
}

function refuseMissing(missing: readonly (keyof typeof QUESTIONS)[]): void {
  if (missing.length === 0) return;
  const options = missing.map((name) => QUESTIONS[name].option).join(', ');
  throw new Failure('usage', { zh: `这里无法提问；请加上 ${options}`, en: `Nobody can be asked here; add ${options}` });
}

async function askKind(output: Output, given: string | undefined): Promise<Answers['kind']> {
  if (given !== undefined || !isInteractive(output))
    throw new Failure('usage', {
      zh: `--kind 是 ${KINDS.join('、')} 之一`,
      en: `--kind is one of ${KINDS.join(', ')}`,
    });
  const labels = {
    service: '服务号 service account',
    subscription: '订阅号 subscription account',
    'mini-program': '小程序 mini program',
  };
  const message = output.say({ zh: '账号类型', en: 'What kind of account is it?' });
  const options = KINDS.map((value) => ({ value, label: labels[value] }));
  const chosen = await select({ message, options, output: process.stderr });
  if (isCancel(chosen)) throw cancelled();
  return chosen;
}

/** Most service accounts are, most subscription accounts are not. */
async function askVerified(output: Output, kind: Answers['kind']): Promise<boolean> {
  const usual = kind !== 'subscription';
  if (!isInteractive(output)) return usual;
  const message = output.say({
    zh: '账号已认证吗？（设置与开发 - 账号设置，“认证情况”）',
    en: 'Is the account verified (已认证, see 账号设置)?',
  });
  const verified = await confirm({ message, initialValue: usual, output: process.stderr });
  if (isCancel(verified)) throw cancelled();
  return verified;
}

async function answer(output: Output, name: keyof typeof QUESTIONS, given: string | undefined): Promise<string> {
  const { words, pattern, mend, option } = QUESTIONS[name];
  if (given !== undefined) {
    if (pattern.test(given)) return given;
    throw new Failure('usage', { zh: `${option}：${mend.zh}`, en: `${option}: ${mend.en}` });
  }
  const asked = { message: output.say(words), output: process.stderr };
  const validate = (value: string | undefined) => (pattern.test(value ?? '') ? undefined : output.say(mend));
  const typed = await (name === 'appSecret' ? password({ ...asked, validate }) : text({ ...asked, validate }));
  if (isCancel(typed)) throw cancelled();
  return typed;
}
