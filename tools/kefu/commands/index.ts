import type { Command } from 'commander';
import { accountCommand, rotateCommand, tokenCommand } from './account.ts';
import { consoleCommand } from './console.ts';
import { contactsCommand } from './contacts.ts';
import { costCommand } from './cost.ts';
import { doctorCommand } from './doctor.ts';
import { faqCommand } from './faq.ts';
import { groupSendCommand } from './group-send.ts';
import { initCommand } from './init.ts';
import { kfCommand } from './kf.ts';
import { logsCommand } from './logs.ts';
import { mediaCommand } from './media.ts';
import { menuCommand } from './menu.ts';
import { outboxCommand } from './outbox.ts';
import { pushCommand } from './push.ts';
import { rulesCommand } from './rules.ts';
import { sendCommand } from './send.ts';
import { simulateCommand } from './simulate.ts';
import { statsCommand } from './stats.ts';
import { ticketsCommand } from './tickets.ts';
import { webhooksCommand } from './webhooks.ts';
import { windowCommand } from './window.ts';

/** Every command; a new one is a file here and its line in this list. */
export const COMMANDS: readonly (() => Command)[] = [
  initCommand,
  doctorCommand,
  consoleCommand,
  rulesCommand,
  menuCommand,
  kfCommand,
  contactsCommand,
  groupSendCommand,
  ticketsCommand,
  mediaCommand,
  sendCommand,
  windowCommand,
  outboxCommand,
  webhooksCommand,
  accountCommand,
  tokenCommand,
  rotateCommand,
  pushCommand,
  simulateCommand,
  logsCommand,
  costCommand,
  faqCommand,
  statsCommand,
];
