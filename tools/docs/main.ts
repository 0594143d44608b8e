import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adminReference } from './admin-reference.ts';
import { withCostTables } from './cost-tables.ts';

const at = (name: string) => join(import.meta.dirname, '../../docs', name);

/** `npm run docs`: write the pages that are made from the code. */
writeFileSync(at('admin.md'), await adminReference());
writeFileSync(at('cost.md'), withCostTables(readFileSync(at('cost.md'), 'utf8')));
