/** Root of all errors we throw: a stable `code` for logs and answers, and the cause. */
export abstract class AppError extends Error {
  abstract readonly code: string;
}

/** A push that breaks WeChat's protocol though it is authentic: malformed, too large. Nothing can be done with it. */
export class ProtocolError extends AppError {
  readonly code: string = 'protocol';
}

/** A push that is refused: not signed by the account's token, stale, altered, or meant for another account. */
export class SignatureError extends ProtocolError {
  override readonly code: string = 'signature';
}

/** Configuration that a person has to mend: names the field, never its value. */
export class ConfigError extends AppError {
  readonly code = 'config';
}

/** The language model could not be asked. */
export class AnswerModelError extends AppError {
  readonly code = 'answer-model';
}

/** Somebody else changed the stored item first. */
export class StoreConflictError extends AppError {
  readonly code = 'conflict';
}

/** What an errcode asks for, as `wechat/errcodes.ts` knows it: its class, and a sentence in Chinese and English. */
export interface RefusalMeaning {
  class: 'retry' | 'token' | 'caller' | 'quota' | 'administrator' | 'state';
  zh: string;
  en: string;
}

/** WeChat answered a call with an errcode. The message names the API path, never the URL with its token. */
export class WeChatApiError extends AppError {
  readonly code = 'wechat';
  readonly api: string;
  readonly errcode: number;
  /** WeChat's request id (`rid`), what Tencent's support asks for. */
  readonly rid: string | undefined;
  /** What the errcode asks for, in words for a person; given by whoever makes the call. */
  readonly meaning: RefusalMeaning | undefined;
  constructor(api: string, errcode: number, errmsg: string, rid?: string, meaning?: RefusalMeaning) {
    super(`${api} was refused with ${errcode} (${errmsg})`);
    this.api = api;
    this.errcode = errcode;
    this.rid = rid;
    this.meaning = meaning;
  }
}

/**
 * A call that brought no answer of WeChat: refused connection, timeout, reset, 5xx, or something that is no JSON.
 * The message names the API path, never the URL with its token.
 */
export class WeChatUnavailableError extends AppError {
  readonly code = 'wechat-unavailable';
  readonly api: string;
  /** False: the call certainly did not arrive. True: it may have taken effect. */
  readonly reached: boolean;
  constructor(api: string, reason: string, reached: boolean) {
    super(`${api} brought no answer: ${reason}`);
    this.api = api;
    this.reached = reached;
  }
}

/** A file could not be fetched from the address an operator gave; the message says what is wrong with it. */
export class FileFetchError extends AppError {
  readonly code = 'file-fetch';
}
