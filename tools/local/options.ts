import { parseArgs } from 'node:util';
import { StartError } from './http/listen.ts';

/** What a person chose for a start. */
export interface LocalOptions {
  /** Folder of the data. */
  folder: string;
  /** Forget the data first. */
  reset: boolean;
  /** Have the stand-in of the language model answer what no rule does. */
  robot?: boolean;
  /** Ports; 0 = any free one. */
  ports: { console: number; aws: number; wechat: number };
  /** Base URL of WeChat's API when it is not the simulator's. */
  wechatApi?: string;
}

type Environment = Record<string, string | undefined>;

export const HELP = `npm start -- [--reset] [--robot]

Runs the whole service on this machine, with a simulated WeChat.
  --reset      forget everything kept in .local/ first
  --robot      run a stand-in of the language model, for accounts whose @settings say robot
  PORT         port of the console page and the callback (3000; 0 takes any free one)
  AWS_PORT     port of the AWS endpoint (4566)
  WECHAT_PORT  port of the simulated WeChat (3001)
  WECHAT_API   base URL of another WeChat; the simulator is not started then`;

/** Read flags and environment. @throws StartError naming what is wrong */
export function readOptions(argv: string[], env: Environment): LocalOptions | 'help' {
  const { values, tokens } = parseArgs({
    args: argv,
    strict: false,
    tokens: true,
    options: { reset: { type: 'boolean' }, robot: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  for (const token of tokens) {
    if (token.kind === 'positional') throw unknown(token.value);
    if (token.kind === 'option' && !['reset', 'robot', 'help'].includes(token.name)) throw unknown(token.rawName);
  }
  if (values.help) return 'help';
  return {
    folder: env.KEFU_LOCAL_DIR || '.local',
    reset: values.reset === true,
    robot: values.robot === true,
    ports: {
      console: port(env, 'PORT', 3000),
      aws: port(env, 'AWS_PORT', 4566),
      wechat: port(env, 'WECHAT_PORT', 3001),
    },
    ...(env.WECHAT_API && { wechatApi: env.WECHAT_API }),
  };
}

const unknown = (argument: string) => new StartError(`${argument} is unknown to npm start.\n\n${HELP}`);

function port(env: Environment, name: string, usual: number): number {
  const text = env[name];
  if (text === undefined || text === '') return usual;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new StartError(`${name}=${text} is no port: give a whole number from 0 to 65535 (0 takes any free port).`);
}
