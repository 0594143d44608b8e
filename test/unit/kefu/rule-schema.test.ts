import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ruleFile, ruleFileSchema } from '../../../tools/kefu/rules/schema.ts';
import { SEEDED_RULES } from '../../../tools/local/seeds/rules.ts';

describe('the JSON Schema of rule files', () => {
  it('is published as it is generated: node tools/kefu/rules/write-schema.ts', () => {
    const published = readFileSync(new URL('../../../tools/kefu/rules.schema.json', import.meta.url), 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(ruleFileSchema())));
  });

  it.each(Object.keys(SEEDED_RULES))('takes the seeded rules of %s', (account) => {
    expect(ruleFile.safeParse(SEEDED_RULES[account]).error).toBeUndefined();
  });

  it.each([
    ['an unknown attribute', { id: 'a', match: 'any', reply: '好', repply: 1 }],
    ['an unknown match', { id: 'a', match: 'half', reply: '好' }],
    ['an unknown reply kind', { id: 'a', match: 'any', reply: { kind: 'txt' } }],
    ['a field of another reply kind', { id: 'a', match: 'any', reply: { kind: 'text', mediaId: 'x' } }],
  ])('refuses %s', (_what, rule) => {
    expect(ruleFile.safeParse([rule]).success).toBe(false);
  });
});
