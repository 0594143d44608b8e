import * as z from 'zod';
import { Failure } from '../shared/failure.ts';
import { readYamlFile, type YamlFile } from '../yaml/yaml-file.ts';

/** What a text has to be: this, or with these in it. */
const words = z.union([
  z.string(),
  z.strictObject({ contains: z.string() }),
  z.strictObject({ matches: z.string().refine(isPattern, 'is no regular expression') }),
  z.strictObject({ kind: z.string() }),
]);
export type Words = z.infer<typeof words>;

const expectation = z.strictObject({
  reply: z
    .union([words, z.array(words).min(1)])
    .optional()
    .describe('What the phone shows of the account, in order'),
  nothing: z.literal(true).optional().describe('The phone shows nothing new'),
  handedOff: z.boolean().optional().describe('The user waits for a human, or is served by one'),
  servedBy: z.string().optional().describe('The agent who serves; nobody'),
  agentSees: words.optional().describe('The last line of the user on the desk'),
  systemNotice: z.boolean().optional().describe('该公众号暂时无法提供服务'),
});
export type Expectation = z.infer<typeof expectation>;

const expected = expectation.optional();
const FILES = ['image', 'voice', 'video', 'location', 'link', 'file', 'sticker'] as const;

const userStep = z.strictObject({
  user: z.string().min(1),
  says: z.string().min(1).optional(),
  sends: z.enum(FILES).optional(),
  recognition: z.string().optional().describe('With sends: voice, what WeChat understood'),
  follows: z
    .union([z.literal(true), z.string()])
    .optional()
    .describe('true, or the scene of a code'),
  unfollows: z.literal(true).optional(),
  scans: z.string().optional().describe('The scene of a code'),
  taps: z.string().optional().describe('A menu button, by name or key'),
  picks: z.string().optional().describe('An item of a menu message, by id'),
  enters: z.string().optional().describe('The mini program’s chat, with this session-from'),
  expect: expected,
});
const agentStep = z.strictObject({
  agent: z.string().min(1),
  goes: z.enum(['online', 'away', 'offline']).optional(),
  accepts: z.string().optional(),
  says: z.string().min(1).optional(),
  to: z.string().optional().describe('With says: the user'),
  closes: z.string().optional(),
  switches: z.strictObject({ user: z.string(), to: z.string() }).optional(),
  user: z.never().optional(),
  expect: expectation.extend({ user: z.string() }).optional(),
});
const waitStep = z.strictObject({
  wait: z.string().regex(/^\d+\s*(s|m|h|d)$/, 'is no time; write 90s, 30m, 48h or 2d'),
  expect: expectation.extend({ user: z.string() }).optional(),
});
const faultStep = z.strictObject({
  fault: z.strictObject({
    target: z.string().describe('callback, * or a path like /cgi-bin/message/custom/send'),
    kind: z.string(),
    seconds: z.number().optional(),
    errcode: z.number().optional(),
    times: z.number().optional(),
  }),
});
const expectStep = z.strictObject({ expect: expectation.extend({ user: z.string() }) });

export type UserStep = z.infer<typeof userStep>;
export type AgentStep = z.infer<typeof agentStep>;
export type Step =
  | UserStep
  | AgentStep
  | z.infer<typeof waitStep>
  | z.infer<typeof faultStep>
  | z.infer<typeof expectStep>;

const head = z.strictObject({
  name: z.string().min(1),
  account: z.string().default('demo'),
  users: z
    .record(z.string(), z.strictObject({ following: z.boolean().optional() }))
    .default({})
    .describe('Those who need not follow first are made when they first act'),
  agents: z
    .record(
      z.string(),
      z.strictObject({
        nickname: z.string().optional(),
        online: z.boolean().optional(),
        autoAccept: z.int().min(0).max(100).optional(),
      }),
    )
    .default({}),
  steps: z.array(z.unknown()).min(1),
});

/** A scripted conversation: who does what, and what has to come of it. */
export interface Scenario extends Omit<z.infer<typeof head>, 'steps'> {
  steps: Step[];
  /** `hand-off.yaml:7:3`, where a step stands. */
  where(step: number): string;
}

const KINDS = { user: userStep, agent: agentStep, wait: waitStep, fault: faultStep, expect: expectStep };
const ACTS = {
  user: ['says', 'sends', 'follows', 'unfollows', 'scans', 'taps', 'picks', 'enters'],
  agent: ['goes', 'accepts', 'says', 'closes', 'switches'],
};

/** Read a scenario. @throws Failure naming line and field of everything wrong */
export function readScenario(path: string): Scenario {
  const file = readYamlFile(path);
  const parsed = head.safeParse(file.value);
  if (!parsed.success) throw wrong(file, parsed.error.issues, []);
  const { steps, ...rest } = parsed.data;
  return {
    ...rest,
    steps: steps.map((step, index) => stepOf(file, step, index)),
    where: (index) => file.where(['steps', index]),
  };
}

function stepOf(file: YamlFile, step: unknown, index: number): Step {
  const place = ['steps', index];
  const given = step !== null && typeof step === 'object' ? Object.keys(step) : [];
  const kind = (['user', 'agent', 'wait', 'fault', 'expect'] as const).find((name) => given.includes(name));
  if (!kind) throw fault(file, place, 'is no step; begin it with user:, agent:, wait:, fault: or expect:');
  const parsed = KINDS[kind].safeParse(step);
  if (!parsed.success) throw wrong(file, parsed.error.issues, place);
  if (kind !== 'user' && kind !== 'agent') return parsed.data;
  const acts = ACTS[kind].filter((name) => given.includes(name));
  if (acts.length === 1) return parsed.data;
  throw fault(
    file,
    place,
    `has ${acts.length === 0 ? 'nothing to do' : acts.join(' and ')}; give one of ${ACTS[kind].join(', ')}`,
  );
}

interface Issue {
  path: PropertyKey[];
  message: string;
  code?: string;
  keys?: string[];
}

function wrong(file: YamlFile, issues: readonly unknown[], place: (string | number)[]): Failure {
  const lines = (issues as Issue[]).flatMap(({ path, message, keys }) => {
    const at = [...place, ...path.map((part) => (typeof part === 'number' ? part : String(part)))];
    return (keys ?? [undefined]).map((key) => {
      const whole = key === undefined ? at : [...at, key];
      return `${file.where(whole)} ${dotted(whole)}: ${key === undefined ? message : 'is unknown'}`;
    });
  });
  return new Failure('usage', { zh: lines.join('\n'), en: lines.join('\n') });
}

const fault = (file: YamlFile, place: (string | number)[], message: string) =>
  wrong(file, [{ path: [], message }], place);

const dotted = (path: readonly (string | number)[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
