import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adminReference } from './admin-reference.ts';

/** `npm run docs`: write the pages that are made from the code. */
writeFileSync(join(import.meta.dirname, '../../docs/admin.md'), await adminReference());
