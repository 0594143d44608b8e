import type { Message } from '../wechat/messages/index.ts';

/** What a message tells beside what it asks: stored with its decision, for whoever follows the conversations. */
export type Fact =
  /** A mini program's contact button: client-supplied text. */
  | { kind: 'session-from'; text: string }
  /** A page of a mini program that the user showed us. */
  | { kind: 'page'; path: string; title: string }
  /** The user came by a parametric QR code. */
  | { kind: 'scene'; scene: string }
  /** Which subscribe messages the user allowed or refused. */
  | { kind: 'subscribe-messages'; templates: { id: string; accepted: boolean }[] }
  /** How a group send ended. */
  | { kind: 'job-finished'; jobId: string; status: string; total: number; sent: number; failed: number }
  /** The user took back what they allowed: all that is known of this OpenID has to go. */
  | { kind: 'erase'; subject: string }
  /** The user changed their profile: what we hold of it is old. */
  | { kind: 'modified'; subject: string };
export type FactKind = Fact['kind'];

/** WeChat cuts a session-from here. */
const SESSION_FROM_LENGTH = 1024;
const TEXT_LENGTH = 256;
const TEMPLATES = 20;

/** What a message tells beside what it asks; most tell nothing. */
export function factOf(message: Message): Fact | undefined {
  switch (message.kind) {
    case 'enter-mini-program':
      return message.sessionFrom === ''
        ? undefined
        : { kind: 'session-from', text: cut(message.sessionFrom, SESSION_FROM_LENGTH) };
    case 'mini-program-page':
      return { kind: 'page', path: cut(message.pagePath), title: cut(message.title) };
    case 'subscribe':
    case 'scan':
      return message.scene ? { kind: 'scene', scene: cut(message.scene) } : undefined;
    case 'subscribe-message-popup':
    case 'subscribe-message-change':
      return {
        kind: 'subscribe-messages',
        templates: message.templates
          .slice(0, TEMPLATES)
          .map(({ templateId, accepted }) => ({ id: cut(templateId), accepted: accepted === true })),
      };
    case 'mass-job-finished': {
      const { jobId, status, total, sent, failed } = message;
      return { kind: 'job-finished', jobId, status: cut(status), total, sent, failed };
    }
    case 'user-authorization-revoked':
    case 'user-authorization-cancelled':
      return { kind: 'erase', subject: message.subjectOpenId || message.openId };
    case 'user-info-modified':
      return { kind: 'modified', subject: message.subjectOpenId || message.openId };
    default:
      return undefined;
  }
}

const cut = (text: string, length = TEXT_LENGTH): string => text.slice(0, length).toWellFormed();
