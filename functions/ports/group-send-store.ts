import type { GroupJob, GroupSend } from '../domain/group-send.ts';

/** Group sends and their recipients. */
export interface GroupSendStore {
  /** The recipients first, the group send last: one that died on the way never begins. */
  create(send: GroupSend, lists: readonly (readonly string[])[]): Promise<void>;
  read(account: string, id: string): Promise<GroupSend | undefined>;
  /** Newest first. */
  all(account: string): Promise<GroupSend[]>;
  recipients(account: string, id: string, list: number): Promise<string[]>;
  /** Replace what was read; false when somebody changed it meanwhile. */
  replace(before: GroupSend, after: GroupSend): Promise<boolean>;
  /** Find by what WeChat calls a job, and keep its end. False when it is no job of ours. */
  finishJob(
    account: string,
    jobId: string,
    end: Required<Pick<GroupJob, 'status' | 'sent' | 'failed'>>,
  ): Promise<boolean>;
}
