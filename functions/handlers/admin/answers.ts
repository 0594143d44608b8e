import { AppError, WeChatApiError } from '../../errors.ts';
import type { InputFault } from './input-faults.ts';

/** What is wrong, for a person; `code` is stable. */
export interface AdminFault {
  code: string;
  message: string;
  /** How to mend it. */
  hint: string;
  /** WeChat's code, when it was WeChat that refused. */
  errcode?: number;
  /** Each wrong field of the input. */
  fields?: InputFault[];
}

/** What an admin Lambda answers. */
export type AdminAnswer = ({ ok: true } & Record<string, unknown>) | { ok: false; error: AdminFault };

/** An expected refusal, which the caller can mend. */
export class RefusedError extends AppError {
  readonly code: string;
  readonly hint: string;
  readonly fields: InputFault[] | undefined;
  /** WeChat's code, when it is a refusal of WeChat's that we pass on. */
  readonly errcode: number | undefined;
  constructor(code: string, message: string, hint: string, fields?: InputFault[], errcode?: number) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.fields = fields;
    this.errcode = errcode;
  }
}

export const refusal = (code: string, message: string, hint: string): RefusedError =>
  new RefusedError(code, message, hint);

/** All wrong fields at once, and what the action takes. */
export function badInput(action: string, faults: InputFault[], known: string[]): RefusedError {
  const message = faults.map(({ field, message: fault }) => `${field} ${fault}`).join('; ');
  return new RefusedError('bad-input', message, `${action} takes ${known.join(', ')}`, faults);
}

const HINTS: Record<string, string> = {
  config: 'mend what the message names, then try again',
  conflict: 'somebody else changed it at the same moment; try again',
  'file-fetch': 'give an https address that anybody can open, without a log-in',
  'wechat-unavailable': 'WeChat did not answer; look at how things stand before trying again',
};

/** An error as the caller is told; undefined when it is ours, and the invocation has to fail. */
export function explainFault(error: unknown): AdminFault | undefined {
  if (error instanceof RefusedError) {
    const { code, message, hint, fields, errcode } = error;
    return { code, message, hint, ...(errcode !== undefined && { errcode }), ...(fields && { fields }) };
  }
  if (error instanceof WeChatApiError) {
    const { meaning } = error;
    const hint = meaning ? `${meaning.zh} ${meaning.en}`.trim() : 'look the errcode up in the documentation of WeChat';
    return { code: error.code, message: error.message, hint, errcode: error.errcode };
  }
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, hint: HINTS[error.code] ?? 'see the log of the function' };
  }
  return undefined;
}
