import { createLogger } from '../../adapters/aws/logger.ts';
import type { Logger } from '../../ports/logger.ts';

/** Lines on standard output, which is the function's log. */
export const standardLogger = (): Logger => createLogger((line) => process.stdout.write(line));
