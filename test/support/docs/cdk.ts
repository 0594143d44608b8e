import type { Node } from 'constructs';
import { readContext } from '../../../infra/context.ts';

/** In the place of the CDK's command: checks what it is given and does nothing. */
const [command = '', ...rest] = process.argv.slice(2);
const COMMANDS = ['bootstrap', 'deploy', 'destroy', 'diff', 'synth'];
if (!COMMANDS.includes(command)) throw new Error(`cdk ${command}: no such command`);
const pairs = rest.flatMap((word, index) => (word === '-c' ? [(rest[index + 1] ?? '').split('=')] : []));
readContext({ getAllContext: () => Object.fromEntries(pairs) } as Node);
