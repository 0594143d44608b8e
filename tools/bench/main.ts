#!/usr/bin/env node
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildBundles, bundleRows } from './bundles.ts';
import { benchCallbackCpu } from './callback-cpu.ts';
import { coldStartRows } from './cold-start.ts';
import { contactRows } from './contacts.ts';
import { faqRows } from './faq.ts';
import { serviceRows, startService } from './local-service.ts';
import { matchingRows } from './matching.ts';
import { peopleRows } from './people.ts';
import { requestRows } from './requests.ts';
import type { Row } from './row.ts';
import { statisticsCostRows } from './statistics-cost.ts';
import { keepsBar, printed } from './table.ts';
import { ticketRows } from './tickets.ts';

/** `npm run bench`: everything that has a bar, measured now. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const folder = mkdtempSync(join(tmpdir(), 'kefu-bundles-'));
  try {
    const rows = [
      ...(await matchingRows()),
      ...(await benchCallbackCpu()),
      ...(await deployedRows(folder)),
      ...peopleRows(),
      ...(await ticketRows()),
      ...(await contactRows()),
      ...(await statisticsCostRows()),
    ];
    console.log(values.json ? JSON.stringify(rows, null, 2) : printed(rows));
    if (rows.some((row) => keepsBar(row) === false)) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The bundles as they are deployed, and the callback's run against the local service. */
async function deployedRows(folder: string): Promise<Row[]> {
  const bundles = buildBundles(folder);
  const callback = join(bundles.get('callback') ?? '', 'index.mjs');
  const service = await startService();
  try {
    return [
      ...bundleRows(bundles),
      ...(await faqRows()),
      ...(await coldStartRows(callback, folder, service.aws)),
      ...(await requestRows(callback, folder, service.aws)),
      ...serviceRows(service),
    ];
  } finally {
    await service.stop();
  }
}

await main();
