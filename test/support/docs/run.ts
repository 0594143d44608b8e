import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Places, startLocal } from '../../../tools/local/start.ts';
import { type Command, ROOT } from './pages.ts';

/** What came of a command. */
export interface Ran extends Command {
  code: number;
  output: string;
}

/** Run commands one after the other in one shell, against a service of their own. */
export async function runCommands(commands: Command[]): Promise<Ran[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-docs-'));
  const local = await startLocal({ folder, reset: false, ports: { console: 0, aws: 0, wechat: 0 } });
  try {
    return await inShell(commands, folder, local.places);
  } finally {
    await local.close();
    rmSync(folder, { recursive: true });
  }
}

async function inShell(commands: Command[], folder: string, places: Places): Promise<Ran[]> {
  standIns(folder);
  const script = commands.map(({ text }, index) => step(elsewhere(text, places), index)).join('\n');
  const env = { ...inherited(), KEFU_LOCAL_DIR: folder, PATH: `${folder}/bin:${process.env.PATH}` };
  const shell = spawn('bash', ['-c', `${BEFORE}\n${script}`], { cwd: folder, env });
  let written = '';
  for (const stream of [shell.stdout, shell.stderr]) stream.setEncoding('utf8').on('data', (text) => (written += text));
  await new Promise((done) => shell.on('close', done));
  return commands.map((command, index) => {
    const [output = '', after = '1'] = written.split(`${mark(index)}<`)[1]?.split(`${mark(index)}>`) ?? [];
    return { ...command, output, code: Number.parseInt(after, 10) };
  });
}

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
  const { AWS_ENDPOINT_URL: _, PORT: _p, AWS_PORT: _a, WECHAT_PORT: _w, ...environment } = process.env;
  return { ...environment, LANG: 'C.UTF-8' };
};

/** Fetching the code is not run again. */
const BEFORE = 'git() { [ "$1" = clone ]; }\ncd() { :; }';

/** The commands that would install, test or deploy: these check what they are given. */
function standIns(folder: string): void {
  mkdirSync(join(folder, 'bin'));
  const here = import.meta.dirname;
  const node = `exec '${process.execPath}' --disable-warning=ExperimentalWarning`;
  program(folder, 'aws', realCli() ?? `${node} '${here}/aws.ts' "$@"`);
  program(folder, 'npx', npx(node, here));
  program(folder, 'npm', `case " ${npmWords().join(' ')} " in *" $1 $2 "*|*" $1 "*) ;; *) exit 1 ;; esac`);
  if (!existsSync(join(ROOT, '.ci/run'))) return;
  mkdirSync(join(folder, '.ci'));
  program(folder, '../.ci/run', 'exit 0');
}

/** KEFU_AWS_CLI=1 takes the machine's own AWS CLI; the first version has no --cli-binary-format. */
function realCli(): string | undefined {
  if (!process.env.KEFU_AWS_CLI) return undefined;
  const paths = (process.env.PATH ?? '').split(':').map((part) => join(part, 'aws'));
  const aws = paths.find((path) => existsSync(path));
  const old = 'args=("$@"); for i in "${!args[@]}"; do [ "${args[$i]}" = --cli-binary-format ] && unset "args[$i]" "args[$((i+1))]"; done';
  return `${old}\n'${aws}' --version 2>&1 | grep -q aws-cli/1 || args=("$@")\nexec '${aws}' "\${args[@]}"`;
}

/** A deployment is not at hand: of a command that needs one only its words are checked. */
const npx = (node: string, here: string) => `
kefu='${ROOT}/tools/kefu/main.ts'
case "$1 $*" in
  cdk*) shift; ${node} '${here}/cdk.ts' "$@" ;;
  "kefu "*--profile*|"kefu "*--region*|"kefu kefu init"*)
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
