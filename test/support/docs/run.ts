import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen, stop } from '../../../tools/local/http/listen.ts';
import { type Local, type Places, startLocal } from '../../../tools/local/start.ts';
import { bundleKefu } from '../../../tools/package/bundle.ts';
import { type Command, ROOT } from './pages.ts';

/** What came of a command. */
export interface Ran extends Command {
  code: number;
  output: string;
}

/** Run commands one after the other in one shell, against a service of their own. */
export async function runCommands(commands: Command[]): Promise<Ran[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-docs-'));
  // Words alone are checked without it.
  if (!commands.some(({ text }) => /^(aws|curl|npx kefu)/.test(text))) return inShell(commands, folder, NOWHERE);
  const local = await startLocal({ folder, reset: false, ports: { console: 0, aws: 0, wechat: 0 } });
  const reader = pausingReader(local);
  try {
    return await inShell(commands, folder, local.places, `curl -s http://127.0.0.1:${await listen(reader, FREE)}`);
  } finally {
    await stop(reader);
    await local.close();
    rmSync(folder, { recursive: true });
  }
}

const FREE = { name: 'the reader', port: 0, variable: '' };

/** A reader types slower than what they did takes effect: the shell asks here when the next command may be typed. */
const pausingReader = (local: Local) =>
  createServer((_request, response) => {
    local.settled().finally(() => response.end());
  });

async function inShell(commands: Command[], folder: string, places: Places, pause = ':'): Promise<Ran[]> {
  standIns(folder);
  // One file starts faster than a hundred, and this is what a package has.
  await bundleKefu(join(folder, 'kefu.mjs'));
  const script = commands.map(({ text }, index) => `${step(elsewhere(text, places), index)}\n${pause}`).join('\n');
  const aws = {
    AWS_ENDPOINT_URL: places.aws,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
  };
  const env = { ...inherited(), ...aws, KEFU_LOCAL_DIR: folder, PATH: `${folder}/bin:${process.env.PATH}` };
  // Through cat: /dev/stdout of a pipe can be opened, that of a socket cannot.
  const shell = spawn('bash', ['-c', `{ ${BEFORE}\n${script}\n} | cat`], { cwd: folder, env });
  let written = '';
  shell.stdout.setEncoding('utf8').on('data', (text) => {
    written += text;
  });
  await new Promise((done) => shell.on('close', done));
  return commands.map((command, index) => {
    const [output = '', after = '1'] = written.split(`${mark(index)}<`)[1]?.split(`${mark(index)}>`) ?? [];
    return { ...command, output, code: Number.parseInt(after, 10) };
  });
}

const NOWHERE: Places = { console: '', callback: '', aws: '', wechat: '' };
const mark = (index: number) => `=step-${index}=`;
/** Both outputs in their order; then how it ended. */
const step = (text: string, index: number) =>
  `printf '${mark(index)}<'\n{ ${text}\n} 2>&1\nprintf '${mark(index)}>%s\\n' $?`;

/** The usual ports are those of this service. */
const elsewhere = (text: string, { console: page, aws, wechat }: Places) =>
  text
    .replaceAll('http://127.0.0.1:3000', page)
    .replaceAll('http://127.0.0.1:4566', aws)
    .replaceAll('http://127.0.0.1:3001', wechat);

const inherited = () => {
  const { PORT: _, AWS_PORT: _a, WECHAT_PORT: _w, ...environment } = process.env;
  return { ...environment, LANG: 'C.UTF-8' };
};

/** Fetching the code is not run again. */
const BEFORE = 'git() { [ "$1" = clone ] || [ "$1" = pull ]; }\ncd() { :; }';

/** The commands that would install, test or deploy: these check what they are given. */
function standIns(folder: string): void {
  mkdirSync(join(folder, 'bin'));
  const here = import.meta.dirname;
  const node = `exec '${process.execPath}' --disable-warning=ExperimentalWarning`;
  program(folder, 'aws', aws(node, here));
  program(folder, 'npx', npx(node, here, folder));
  program(folder, 'npm', `case " ${npmWords().join(' ')} " in *" $1 $2 "*|*" $1 "*) ;; *) exit 1 ;; esac`);
  if (!existsSync(join(ROOT, '.ci/run'))) return;
  mkdirSync(join(folder, '.ci'));
  program(folder, '../.ci/run', 'exit 0');
}

/** KEFU_AWS_CLI=<path> takes that AWS CLI; for the first version of it set KEFU_AWS_CLI_1=1 as well. */
const aws = (node: string, here: string) =>
  process.env.KEFU_AWS_CLI ? `exec bash '${here}/aws-cli.sh' "$@"` : `${node} '${here}/aws.ts' "$@"`;

/** A deployment is not at hand: of a command that needs one only its words are checked. */
const npx = (node: string, here: string, folder: string) => `
kefu='${folder}/kefu.mjs'
case "$1 $*" in
  cdk*) shift; ${node} '${here}/cdk.ts' "$@" ;;
  vitest*) ;;
  "kefu kefu init"*|"kefu "*--profile*|"kefu "*--region*)
    shift; [ -n "$1" ] && '${process.execPath}' "$kefu" "$1" --help | grep -q "^Usage: kefu $1" ;;
  kefu*) shift; ${node} "$kefu" "$@" ;;
  *) exit 1 ;;
esac`;

function npmWords(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  return ['ci', 'start', 'test', 'pack', 'install', ...Object.keys(scripts).map((name) => `run ${name}`)];
}

function program(folder: string, name: string, text: string): void {
  const path = join(folder, 'bin', name);
  writeFileSync(path, `#!/usr/bin/env bash\n${text}\n`);
  chmodSync(path, 0o755);
}
