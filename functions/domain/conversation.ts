import type { Told } from './customer.ts';
import type { ModeState } from './mode.ts';
import type { Rest } from './rest.ts';
import type { RuleReply } from './rules/rule.ts';
import type { Rating, Survey } from './survey.ts';
import type { TicketTrace } from './ticket.ts';
import type { WebhookEvent } from './webhook.ts';
import type { Trigger } from './window.ts';

/** What a waiting user asked: kept while they wait, so that a ticket can hold it when nobody comes. */
export interface Question {
  /** The text, or the kind of message in brackets. */
  text: string;
  messageKey: string;
  askedAt: number;
  /** Only the word that asked for a human: what the user writes next takes its place. */
  isOpening?: true;
}

/** What is known of a user before a message is decided. */
export interface Conversation {
  state: ModeState;
  rests: Rest[];
  /** What they asked, while they wait. */
  question?: Question;
  /** Where they came from last: a QR scene, or the source of a session-from. */
  source?: string;
  /** Their tickets, as far as they are not long over. */
  tickets?: TicketTrace[];
  /** A ticket is about to be opened. */
  opensTicket?: true;
  /** What their messages told beside. */
  told?: Told;
  /** Beginnings of what they said last, oldest first; before the message that is decided. */
  said?: string[];
  /** Prefix of the kf account that served them last. */
  servedBy?: string;
  /** What they were offered to choose from. */
  choice?: Choice;
  /** About which service they were asked last, and what they answered last. */
  survey?: Survey;
  rating?: Rating;
}

/** FAQ items offered to a user by number. */
export interface Choice {
  /** Ids of the rules, in the order of their numbers. */
  rules: string[];
  /** CreateTime of the message that they were offered for. */
  at: number;
  /** {@link keyMark} of that message. */
  key: string;
}

/** A reply that can be said by custom send, its media perhaps still a name or an address. */
export type SendableReply = Exclude<
  RuleReply,
  { kind: 'hand-off' | 'resume-bot' | 'ticket' | 'ticket-status' | 'silence' }
>;

interface OutboxItem {
  /** Mark of the message key and position: the same for every decision of one message. */
  id: string;
  /** CreateTime of the message. */
  createdAt: number;
  /** When a worker began to send it, epoch seconds: recorded before the call, so that it is never sent twice. */
  sendingAt?: number;
  /** Tries that certainly did not reach the user. */
  attempts?: number;
  /** Not tried again before this. */
  retryAt?: number;
  /** What went wrong at the last try. */
  fault?: string;
}

/** Something still to be done for a message: kept in the conversation item until it is settled. At most 20. */
export type OutboxEntry =
  | (OutboxItem & {
      kind: 'send';
      reply: SendableReply;
      /** The window it is taken from; absent = any that is open. */
      trigger?: Trigger;
      /** Not sent at or after this: the window's end or two minutes, whichever is first. */
      expiresAt: number;
      /** Said as this kf account. */
      kfAccount?: string;
      /** Written by a language model: WeChat says so beside it. */
      byModel?: true;
    })
  /** Ask the language model; whatever it does not know goes the way of `rule`, or of what is unanswered. */
  | (OutboxItem & {
      kind: 'ask';
      question: Question;
      /** Id of the rule for whatever nobody understands that would have answered. */
      rule?: string;
      /** The answer is not sent at or after this; later the question is handed off unasked. */
      expiresAt: number;
    })
  /** Open a ticket, its number drawn then. One question has one ticket, whoever asks for it and how often. */
  | (OutboxItem & {
      kind: 'ticket';
      question: Question;
      reason: TicketReason;
      category?: string;
      /** Who the customer is, for people. */
      card?: string;
      /** Said when it is open, with its number for `{ticket}`. */
      notice?: string;
      /** The notice is not sent at or after this; the ticket is opened in any case. */
      expiresAt: number;
    })
  /** Add what a user wrote to the ticket that is open, and tell them what they do not know of it yet. */
  | (OutboxItem & {
      kind: 'ticket-message';
      question: Question;
      /** A rule meant for this message has answered it: it opens nothing again. */
      isAnswered: boolean;
      /** What there is to tell is not sent at or after this. */
      expiresAt: number;
    })
  /** Tell outside systems. */
  | (OutboxItem & { kind: 'webhook'; events: WebhookEvent[] })
  /** `kfsession/create` with the first of these who is online; refused = the user stays in the common queue. */
  | (OutboxItem & { kind: 'create-session'; kfAccounts: string[]; expiresAt: number });

/** Why a ticket is opened. */
export type TicketReason = 'rule' | 'off-hours' | 'nobody-online' | 'waited-out';
export const OUTBOX_LIMIT = 20;
