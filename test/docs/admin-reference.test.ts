import { expect, it } from 'vitest';
import { adminReference } from '../../tools/docs/admin-reference.ts';
import { pages } from '../support/docs/pages.ts';

it('the reference of the admin functions is what npm run docs makes of the schemas', async () => {
  const written = pages().find(({ path }) => path === 'docs/admin.md')?.text;
  expect(written).toBe(await adminReference());
});
