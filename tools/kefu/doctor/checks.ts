import type { Check } from './check.ts';
import { accounts } from './checks/accounts.ts';
import { callback } from './checks/callback.ts';
import { clock } from './checks/clock.ts';
import { connection } from './checks/connection.ts';
import { credentials } from './checks/credentials.ts';
import { deadLetters } from './checks/dead-letters.ts';
import { lint } from './checks/lint.ts';
import { menu } from './checks/menu.ts';
import { outbox } from './checks/outbox.ts';
import { pushes } from './checks/pushes.ts';
import { rights } from './checks/rights.ts';
import { rules } from './checks/rules.ts';
import { seats } from './checks/seats.ts';
import { stack } from './checks/stack.ts';
import { token } from './checks/token.ts';
import { versions } from './checks/versions.ts';
import { waiting } from './checks/waiting.ts';

/** Every check of the doctor, in the order they are told; a new one is a file and its line here. */
export const CHECKS: readonly Check[] = [
  ...[stack, credentials, accounts, callback, clock, token, rights, connection],
  ...[rules, versions, lint, menu, seats, waiting, outbox, deadLetters, pushes],
];
