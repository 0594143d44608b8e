import type { OutboxEntry } from '../domain/conversation.ts';
import type { EndedService } from '../domain/survey.ts';

/** Where users are asked how they were served. */
export interface SurveyDesk {
  /** Put the question into the user's outbox, once for each service; false when it was asked before or there is no room. */
  ask(service: EndedService, entry: OutboxEntry, now: number): Promise<boolean>;
}
