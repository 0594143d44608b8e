import type { FunctionName } from '../functions/env.ts';

/** A number read off the log lines of one function. CloudWatch does it: nothing on the callback's path. */
export interface LogMetric {
  function: FunctionName;
  /** Filter pattern of CloudWatch Logs for JSON lines. */
  pattern: string;
  /** The field that is counted up, or 1 for each line. */
  value: string;
}

/**
 * Metrics by their names in the namespace of the deployment. None per user, rule or account: each name costs $0.30 a month
 * beyond ten, and these are ten.
 */
export const LOG_METRICS = {
  AnsweredByRule: {
    function: 'callback',
    pattern: '{ $.event = "message.answered" && $.duplicate IS FALSE && $.rule = * }',
    value: '1',
  },
  HandedOff: {
    function: 'callback',
    pattern: '{ $.event = "message.answered" && $.duplicate IS FALSE && $.reply = "transfer" }',
    value: '1',
  },
  /** Its samples are the messages. */
  AnswerMs: {
    function: 'callback',
    pattern: '{ $.event = "message.answered" && $.duplicate IS FALSE }',
    value: '$.ms',
  },
  Refused: { function: 'callback', pattern: '{ $.event = "callback.refused" }', value: '1' },
  TokenSecondsLeft: {
    function: 'refresh-token',
    pattern: '{ $.event = "token.*" && $.secondsLeft = * }',
    value: '$.secondsLeft',
  },
  TokenFailures: { function: 'refresh-token', pattern: '{ $.event = "token.refresh-failed" }', value: '1' },
  RulesInError: {
    function: 'publish-rules',
    pattern: '{ $.event = "rules.published" && $.faults = * }',
    value: '$.faults',
  },
  Waiting: {
    function: 'refresh-agents',
    pattern: '{ $.event = "agents.refreshed" && $.waiting = * }',
    value: '$.waiting',
  },
  AccountNotices: {
    function: 'callback',
    pattern:
      '{ $.event = "account.notice" && ($.notice = "annual_renew" || $.notice = "verify_expired" || $.notice = "*_fail") }',
    value: '1',
  },
  SendsRefused: { function: 'deliver', pattern: '{ $.event = "send.refused" }', value: '1' },
} as const satisfies Record<string, LogMetric>;
export type LogMetricName = keyof typeof LOG_METRICS;
