#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { Command, CommanderError } from 'commander';
import packed from '../../package.json' with { type: 'json' };
import { COMMANDS } from './commands/index.ts';
import { addGlobalOptions, contextOf } from './shared/context.ts';
import { EXIT, Failure } from './shared/failure.ts';
import { RefusedFailure } from './shared/invoke.ts';

/** The command over the local service and the deployments; each file under `commands/` is one of its commands. */
const program = addGlobalOptions(new Command('kefu'))
  .description('WeChat Kefu: customer service and auto-reply · 微信客服与自动回复')
  .version(packed.version, '-V, --version')
  .showHelpAfterError('(--help shows what is possible · 用 --help 查看用法)')
  .exitOverride();
for (const create of COMMANDS) program.addCommand(inheriting(create(), program));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitOf(error);
}

/** Settings such as how errors leave reach the commands of a command too. */
function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const inner of command.commands) inheriting(inner, command);
  return command;
}

function exitOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  return error instanceof Failure ? tell(error) : tellOther(error);
}

/** A file that cannot be written is named by the system; all else is a fault of ours. */
function tellOther(error: unknown): number {
  const { path, message } = error as NodeJS.ErrnoException;
  if (path === undefined) {
    console.error(error);
    return EXIT.failed;
  }
  const words = { zh: `无法使用文件 ${path}：${message}`, en: `The file ${path} cannot be used: ${message}` };
  return tell(new Failure('usage', words, { cause: error }));
}

function tell(error: Failure): number {
  const { output } = contextOf(program);
  const message = output.say(error.words);
  if (output.json)
    console.log(JSON.stringify({ ok: false, error: { code: error.exit, message, ...detailsOf(error) } }));
  else console.error(message);
  return EXIT[error.exit];
}

/** What the function said, for scripts. */
function detailsOf(error: Failure): object {
  return error instanceof RefusedFailure ? { refusal: error.refusal } : {};
}
