import { group, optionalText, text, type WireFields } from '../body.ts';
import type { EventMessage } from './received.ts';

/** What became of a publication (发布). */
export interface PublishJobFinishedEvent extends EventMessage {
  kind: 'publish-job-finished';
  publishId: string;
  /** `0` is done. */
  status: string;
  articleId?: string;
}

/** Event `PUBLISHJOBFINISH`. */
export function parsePublishJobFinished(wire: WireFields, base: EventMessage): PublishJobFinishedEvent {
  const info = group(wire, 'PublishEventInfo');
  const articleId = optionalText(info, 'article_id');
  return {
    ...base,
    kind: 'publish-job-finished',
    publishId: text(info, 'publish_id'),
    status: text(info, 'publish_status'),
    ...(articleId !== undefined && { articleId }),
  };
}
