import type { NotifyTarget } from '../domain/rules/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { GroupRobots, RobotAddresses } from '../ports/group-robots.ts';
import type { Logger } from '../ports/logger.ts';

export interface TellTeamDeps {
  robots: GroupRobots;
  addresses: RobotAddresses;
  clock: Clock;
  logger: Logger;
}

/** Tells the team's robots. Never throws, and nothing waits for it to succeed. */
export type TellTeam = (account: string, targets: readonly NotifyTarget[], news: readonly string[]) => Promise<void>;

/** Robots take 20 messages a minute. @see 群机器人配置说明 (企业微信), 自定义机器人 (钉钉) */
const MESSAGES_A_MINUTE = 20;
/** Characters: WeCom takes 2,048 bytes. */
const MESSAGE_LENGTH = 600;
const MINUTE_MS = 60_000;

/** The robots of an account, each within its rate: what is beyond is counted in the last message. */
export function createTellTeam(deps: TellTeamDeps): TellTeam {
  const said = new Map<string, number[]>();
  const roomFor = (url: string, nowMs: number): number => {
    const recent = (said.get(url) ?? []).filter((at) => nowMs - at < MINUTE_MS && at <= nowMs);
    said.set(url, recent);
    return MESSAGES_A_MINUTE - recent.length;
  };
  const tell = async (account: string, target: NotifyTarget, messages: readonly string[]) => {
    const known = (await deps.addresses.read(account))[target.parameter];
    if (known === undefined) {
      deps.logger.warn('notify.no-address', { account, kind: target.kind, name: target.parameter });
      return;
    }
    const nowMs = deps.clock();
    for (const message of within(messages, roomFor(known.url, nowMs))) {
      said.get(known.url)?.push(nowMs);
      await deps.robots.say({ kind: target.kind, ...known }, message, nowMs);
    }
  };
  return async (account, targets, news) => {
    if (news.length === 0) return;
    const messages = packed(news);
    const each = (target: NotifyTarget) =>
      tell(account, target, messages).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : 'unknown';
        deps.logger.warn('notify.failed', { account, kind: target.kind, reason });
      });
    await Promise.all(targets.map(each));
  };
}

/** Several pieces of news to a message, as far as they go. */
function packed(news: readonly string[]): string[] {
  const messages: string[] = [];
  for (const each of news.map((one) => one.slice(0, MESSAGE_LENGTH))) {
    const last = messages.at(-1);
    if (last !== undefined && last.length + each.length + 2 <= MESSAGE_LENGTH)
      messages[messages.length - 1] = `${last}\n\n${each}`;
    else messages.push(each);
  }
  return messages;
}

function within(messages: readonly string[], room: number): string[] {
  if (messages.length <= room) return [...messages];
  if (room <= 0) return [];
  return [...messages.slice(0, room - 1), `还有 ${messages.length - room + 1} 条消息未显示，请查看客服工作台。`];
}
