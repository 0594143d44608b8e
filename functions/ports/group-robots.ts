import type { NotifyTarget } from '../domain/rules/settings.ts';

/** A group robot with its secrets: never in a log or an error. */
export interface GroupRobot {
  kind: NotifyTarget['kind'];
  url: string;
  /** Of signed robots (DingTalk 加签, Feishu 签名校验). */
  secret?: string;
}

/** Robots in the group chats of a team. */
export interface GroupRobots {
  /** @throws AppError when the robot did not take the text; without its address */
  say(robot: GroupRobot, text: string, nowMs: number): Promise<void>;
}

/** The addresses of an account's robots. */
export interface RobotAddresses {
  /** By the names that `@settings.notify` uses; empty when there are none. */
  read(account: string): Promise<Record<string, { url: string; secret?: string }>>;
}
