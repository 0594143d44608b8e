import { group, list, optionalText, text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** One template of a subscribe-message event. */
export interface SubscribedTemplate {
  templateId: string;
  accepted?: boolean;
  errorCode?: string;
  errorStatus?: string;
}

/** A user allowed or refused subscribe messages, or one was sent. */
export interface SubscribeMessageEvent extends EventMessage {
  kind: 'subscribe-message-popup' | 'subscribe-message-change' | 'subscribe-message-sent';
  templates: SubscribedTemplate[];
}

const KINDS = {
  subscribe_msg_popup_event: { kind: 'subscribe-message-popup', holder: 'SubscribeMsgPopupEvent' },
  subscribe_msg_change_event: { kind: 'subscribe-message-change', holder: 'SubscribeMsgChangeEvent' },
  subscribe_msg_sent_event: { kind: 'subscribe-message-sent', holder: 'SubscribeMsgSentEvent' },
} as const;

/** Events `subscribe_msg_popup_event`, `subscribe_msg_change_event` and `subscribe_msg_sent_event`. */
export function parseSubscribeMessage(wire: WireFields, base: EventMessage): SubscribeMessageEvent {
  const { kind, holder } = KINDS[base.event as keyof typeof KINDS];
  // Official accounts wrap the list in the event's name; mini programs, in JSON, do not.
  const wrapped = list(group(wire, holder), 'List');
  const items = wrapped.length > 0 ? wrapped : list(wire, 'List');
  return { ...base, kind, templates: items.map(template) };
}

function template(item: WireFields): SubscribedTemplate {
  const status = optionalText(item, 'SubscribeStatusString');
  const errorCode = optionalText(item, 'ErrorCode');
  const errorStatus = optionalText(item, 'ErrorStatus');
  return {
    templateId: text(item, 'TemplateId'),
    ...(status !== undefined && { accepted: status === 'accept' }),
    ...(errorCode !== undefined && { errorCode }),
    ...(errorStatus !== undefined && { errorStatus }),
  };
}
