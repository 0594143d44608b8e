import { type Command, InvalidArgumentError } from 'commander';
import { languageOf } from './language.ts';
import { createOutput, type Output } from './output.ts';
import { createTarget, type Target } from './target.ts';

/** What every command gets: where to write, and what to talk to. */
export interface Context {
  output: Output;
  target: Target;
}

interface GlobalOptions {
  lang?: string;
  json?: boolean;
  local?: boolean;
  profile?: string;
  region?: string;
  prefix?: string;
}

/** Options that all commands take. */
export function addGlobalOptions(program: Command): Command {
  return program
    .option('--json', 'one JSON document on standard output')
    .option('--lang <language>', 'zh or en; else by LANG', spoken)
    .option('--local', 'the service of npm start on this machine (the default)')
    .option('--profile <name>', 'the deployment of this AWS profile')
    .option('--region <name>', 'the deployment in this AWS region')
    .option('--prefix <name>', 'prefix of the deployment', 'kefu');
}

function spoken(text: string): string {
  if (/^(?:zh|en)(?:[-_.]|$)/i.test(text)) return text;
  throw new InvalidArgumentError('zh or en');
}

/** The context from the command line's global options. */
export function contextOf(command: Command): Context {
  const options = command.optsWithGlobals<GlobalOptions>();
  return {
    output: createOutput(languageOf(options.lang, process.env), options.json === true),
    target: createTarget(options),
  };
}
