import type { Cast } from './cast.ts';
import type { AgentStep, Step, UserStep } from './scenario.ts';
import type { SimulatedWorld } from './simulated-world.ts';

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };
const SENDS = {
  image: 'sendImage',
  voice: 'sendVoice',
  video: 'sendVideo',
  location: 'sendLocation',
  link: 'sendLink',
  file: 'sendFile',
  sticker: 'sendSticker',
} as const;
/** What some kinds need. */
const SENT: Partial<Record<keyof typeof SENDS, object>> = {
  link: { title: '链接', url: 'https://example.com/' },
  file: { title: 'file.pdf' },
};

interface Stage {
  world: SimulatedWorld;
  cast: Cast;
  account: string;
}

/** Let a step happen. */
export async function act(stage: Stage, step: Step): Promise<void> {
  const { world, account } = stage;
  if ('agent' in step) return agentActs(stage, step);
  if ('wait' in step) {
    const [, count = '0', unit = 's'] = /^(\d+)\s*(\w)$/.exec(step.wait) ?? [];
    await world.control('clock/advance', { seconds: Number(count) * SECONDS[unit as keyof typeof SECONDS] });
  } else if ('fault' in step) await world.control('faults/add', { account, ...step.fault });
  else if ('user' in step) await userActs(stage, step);
}

async function userActs({ world, cast, account }: Stage, step: UserStep): Promise<void> {
  const who = { account, user: await cast.user(step.user) };
  const [path, input] = userControl(step);
  await world.control(`users/${path}`, { ...who, ...input });
}

function userControl(step: UserStep): [path: string, input: object] {
  const { says, sends, recognition, follows, scans, taps, picks, enters } = step;
  if (says !== undefined) return ['type', { text: says }];
  if (sends !== undefined) return [SENDS[sends], { ...SENT[sends], ...(recognition !== undefined && { recognition }) }];
  if (follows !== undefined) return ['follow', follows === true ? {} : { scene: follows }];
  if (scans !== undefined) return ['scan', { scene: scans }];
  if (taps !== undefined) return ['tapMenu', { button: taps }];
  if (picks !== undefined) return ['tapMenuItem', { id: picks }];
  if (enters !== undefined) return ['enter', { sessionFrom: enters }];
  return ['unfollow', {}];
}

async function agentActs({ world, cast, account }: Stage, step: AgentStep): Promise<void> {
  const who = { account, agent: await cast.agent(step.agent) };
  const { goes, accepts, says, to, closes, switches } = step;
  if (goes !== undefined) await world.control(`agents/${goes}`, who);
  if (accepts !== undefined) await world.control('agents/accept', { ...who, user: await cast.user(accepts) });
  if (says !== undefined) await world.control('agents/say', { ...who, user: await cast.user(to ?? ''), text: says });
  if (closes !== undefined) await world.control('agents/close', { ...who, user: await cast.user(closes) });
  if (switches === undefined) return;
  const colleague = await cast.agent(switches.to);
  await world.control('agents/switch', { ...who, user: await cast.user(switches.user), to: colleague });
}
