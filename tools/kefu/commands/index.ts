import type { Command } from 'commander';
import { contactsCommand } from './contacts.ts';
import { doctorCommand } from './doctor.ts';
import { faqCommand } from './faq.ts';
import { menuCommand } from './menu.ts';
import { pushCommand } from './push.ts';
import { rulesCommand } from './rules.ts';
import { statsCommand } from './stats.ts';
import { ticketsCommand } from './tickets.ts';

/** Every command; a new one is a file here and its line in this list. */
export const COMMANDS: readonly (() => Command)[] = [
  doctorCommand,
  rulesCommand,
  menuCommand,
  contactsCommand,
  ticketsCommand,
  pushCommand,
  faqCommand,
  statsCommand,
];
