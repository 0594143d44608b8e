import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withCostTables } from '../../tools/docs/cost-tables.ts';
import { ROOT } from '../support/docs/pages.ts';

it('the tables of docs/cost.md are what npm run docs makes of the prices that kefu cost uses', () => {
  const page = readFileSync(join(ROOT, 'docs/cost.md'), 'utf8');
  expect(page.match(/<!-- npm run docs: \w+ -->/g)).toHaveLength(4);
  expect(withCostTables(page)).toBe(page);
});
