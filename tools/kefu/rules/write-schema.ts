import { writeFileSync } from 'node:fs';
import { ruleFileSchema } from './schema.ts';

// Run after the rule schema changed: node tools/kefu/rules/write-schema.ts && npm run format
writeFileSync(new URL('../rules.schema.json', import.meta.url), `${JSON.stringify(ruleFileSchema(), null, 2)}\n`);
