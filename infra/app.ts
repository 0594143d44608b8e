import { App } from 'aws-cdk-lib';
import { check } from './checks.ts';
import { ContextError } from './context.ts';
import { build } from './deployment.ts';

try {
  check(build(new App()));
} catch (error) {
  if (!(error instanceof ContextError)) throw error;
  // No trace: it is about the command line, not about this program.
  console.error(error.message);
  process.exit(1);
}
